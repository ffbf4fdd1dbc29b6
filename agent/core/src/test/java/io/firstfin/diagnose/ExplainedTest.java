package io.firstfin.diagnose;

import static io.firstfin.diagnose.DestinationBuilder.client;
import static io.firstfin.diagnose.DestinationBuilder.same;
import static io.firstfin.diagnose.DestinationBuilder.server;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.diagnose.rule.Rules;
import io.firstfin.library.Libraries;
import io.firstfin.picture.Spread;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Of several findings on one subject the strongest is shown, with the others under it. */
class ExplainedTest {
  private static final Thresholds THRESHOLDS = new Thresholds(500, 100, 0.7);

  @Test
  void aPoolThatChurnsExplainsTheClosesThatItMakes() {
    String evictor = "okhttp3.internal.connection.RealConnectionPool.closeConnections(R.kt:1)";
    PictureBuilder picture =
        new PictureBuilder()
            .timeWait(600, 600)
            .with(client("a:1").timeWait(600, 600).share("s", evictor, "", 600))
            .site("s", Role.CLIENT, 600, evictor);

    assertEquals(List.of("pool-churn [close-per-request]"), found(picture));
  }

  @Test
  void portsThatRunOutExplainTheClosesThatTakeThem() {
    PictureBuilder picture =
        new PictureBuilder()
            .timeWait(600, 600)
            .with(client("a:1").timeWait(600, 600).ports(800, 1000, 9).connections(1, 3));

    assertEquals(List.of("port-exhaustion [close-per-request]"), found(picture));
  }

  @Test
  void portsThatRunOutExplainAPoolThatChurns() {
    String evictor = "okhttp3.internal.connection.RealConnectionPool.closeConnections(R.kt:1)";
    PictureBuilder picture =
        new PictureBuilder()
            .timeWait(600, 600)
            .with(
                client("a:1")
                    .timeWait(600, 600)
                    .ports(800, 1000, 9)
                    .connections(1, 3)
                    .share("s", evictor, "", 600))
            .site("s", Role.CLIENT, 600, evictor);

    assertEquals(List.of("port-exhaustion [close-per-request, pool-churn]"), found(picture));
    Finding finding =
        new Diagnoses(Rules.ALL)
            .run(picture.build(), THRESHOLDS, Libraries.builtIn())
            .findings
            .get(0);
    assertTrue(finding.cause.startsWith("the pool closes them (okhttp3."), finding.cause);
    assertTrue(
        finding.remedy.stream().anyMatch(remedy -> remedy.startsWith("let the pool keep as many")),
        finding.remedy.toString());
  }

  @Test
  void portsThatAreOpenNameTheCureOfTheClosesToo() {
    PictureBuilder picture =
        new PictureBuilder()
            .timeWait(600, 600)
            .with(client("a:1").timeWait(600, 600).ports(1800, 2000, 9).connections(1, 3));

    Finding finding =
        new Diagnoses(Rules.ALL)
            .run(picture.build(), THRESHOLDS, Libraries.builtIn())
            .findings
            .get(0);

    assertEquals(List.of("close-per-request"), finding.explains);
    assertEquals(
        List.of(
            "bound the number of open connections, and close those given up",
            "share one pooled client and use its connections again"),
        finding.remedy.subList(0, 2));
  }

  @Test
  void aPoolThatChurnsExplainsItsIdleTime() {
    assertEquals(
        List.of("pool-churn [close-per-request, idle-close]"),
        found(idle("okhttp3.internal.connection.RealConnectionPool.closeConnections(R.kt:1)")));
  }

  @Test
  void clientsThatEndExplainTheirIdleTime() {
    assertEquals(
        List.of("client-per-call [close-per-request, idle-close]"),
        found(idle("jdk.internal.net.http.HttpClientImpl.stop(H.java:1)")));
  }

  private static PictureBuilder idle(String frame) {
    return new PictureBuilder()
        .timeWait(600, 600)
        .with(
            client("a:1")
                .timeWait(600, 600)
                .ended(Initiator.LOCAL, same(600, 1), same(600, 5000), Spread.UNKNOWN)
                .share("s", frame, "", 600))
        .site("s", Role.CLIENT, 600, frame);
  }

  @Test
  void whatPeopleKnowByAnotherNameIsNamed() {
    PictureBuilder picture =
        new PictureBuilder()
            .timeWait(600, 600)
            .with(server("10.0.0.9:*", 8080).timeWait(600, 600).connections(1, 3));

    Finding finding =
        new Diagnoses(Rules.ALL)
            .run(picture.build(), THRESHOLDS, Libraries.builtIn())
            .findings
            .get(0);

    assertEquals(
        "Also seen, and explained by this: time-wait-server-side.",
        FindingText.lines(finding, 200).stream()
            .filter(line -> line.startsWith("Also"))
            .collect(Collectors.joining()));
  }

  @Test
  void anotherSubjectIsNotExplained() {
    assertEquals(
        List.of("strong []", "weak []"),
        strongest(List.of(finding("strong", "x"), finding("weak", "y"))));
  }

  @Test
  void whatIsExplainedBringsWhatItExplains() {
    assertEquals(
        List.of("strongest [strong, weak]"),
        strongest(
            List.of(finding("strongest", "x"), finding("strong", "x"), finding("weak", "x"))));
  }

  @Test
  void aFindingUnderAnotherIdThanItsRulesHasItsOwnLife() {
    assertEquals(List.of("unheard-of []"), strongest(List.of(finding("unheard-of", "x"))));
  }

  private static List<String> strongest(List<Finding> findings) {
    Map<String, List<String>> weaker =
        Map.of("strongest", List.of("strong"), "strong", List.of("weak"), "weak", List.of());
    return told(Explained.strongest(findings, weaker));
  }

  private static List<String> found(PictureBuilder picture) {
    return told(
        new Diagnoses(Rules.ALL).run(picture.build(), THRESHOLDS, Libraries.builtIn()).findings);
  }

  private static List<String> told(List<Finding> findings) {
    return findings.stream()
        .map(finding -> finding.id + " " + finding.explains)
        .collect(Collectors.toList());
  }

  private static Finding finding(String id, String subject) {
    return new FindingBuilder(id, Severity.WARNING, subject).build();
  }
}
