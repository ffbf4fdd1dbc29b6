package io.firstfin.diagnose;

import static io.firstfin.diagnose.DestinationBuilder.client;
import static io.firstfin.diagnose.DestinationBuilder.same;
import static io.firstfin.diagnose.DestinationBuilder.server;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.diagnose.rule.Rules;
import io.firstfin.library.Libraries;
import io.firstfin.log.FindingLog;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Spread;
import io.firstfin.report.Report;
import io.firstfin.report.ReportJson;
import io.firstfin.vocabulary.FindingId;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks what is true of every finding of every rule. A subclass gives the pictures: {@code static
 * Stream<Arguments> pictures()}, a {@link #row} each, at, below and beside the rule's threshold.
 */
public abstract class RuleCases {
  /** The defaults of the options. */
  protected static final Thresholds THRESHOLDS = new Thresholds(5000, 100, 0.7);

  protected static final Spread NONE = Spread.UNKNOWN;
  protected static final String CALL = "com.acme.Orders.load(Orders.java:31)";
  protected static final String JDK_CLIENT_ENDS =
      "jdk.internal.net.http.HttpClientImpl.stop(H.java:1)";
  protected static final String OKHTTP_EVICTOR =
      "okhttp3.internal.connection.RealConnectionPool.closeConnections(R.kt:1)";
  protected static final String REDIS = "10.0.0.5:6379";

  private static final Diagnoses DIAGNOSES = new Diagnoses(Rules.ALL);
  private static final Set<String> NOT_ON_TIME_WAIT =
      Set.of(
          "close-wait-leak",
          "close-wait-pooled",
          "server-stuck",
          "never-connected-leak",
          "open-leak",
          "descriptor-exhaustion",
          "accept-queue-overflow",
          "connect-timeouts",
          "server-idle-race",
          "abortive-close",
          "stale-reuse",
          "silent-middlebox");

  @ParameterizedTest(name = "{0}")
  @MethodSource("pictures")
  void aPictureHasTheseFindings(String name, Picture picture, List<String> expected) {
    Diagnosed diagnosed = diagnosed(picture);

    assertEquals(List.of(), diagnosed.problems);
    assertEquals(
        expected,
        diagnosed.findings.stream()
            .map(finding -> finding.severity.label() + " " + finding.id + " " + finding.subject)
            .collect(Collectors.toList()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pictures")
  void neverAdvisesWhatDoesNotHelp(String name, Picture picture, List<String> expected) {
    for (Finding finding : diagnosed(picture).findings) {
      assertFalse(finding.remedy.isEmpty(), finding.id);
      String remedies = String.join("\n", finding.remedy).toLowerCase(Locale.ROOT);
      for (String untrue : UntrueRemedies.ALL) {
        assertFalse(remedies.contains(untrue), finding.id + ": " + remedies);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pictures")
  void everyFindingOnTimeWaitSaysThatTheFinTimeoutIsNoRemedy(
      String name, Picture picture, List<String> expected) {
    for (Finding finding : diagnosed(picture).findings) {
      if (!NOT_ON_TIME_WAIT.contains(finding.id)) {
        String text = String.join("\n", finding.notRemedy);
        assertTrue(text.contains("tcp_fin_timeout"), finding.id + ": " + text);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pictures")
  void evidenceHoldsKnownNumbersOrText(String name, Picture picture, List<String> expected) {
    for (Finding finding : diagnosed(picture).findings) {
      finding.evidence.forEach(
          (key, value) -> {
            boolean known = value instanceof String || ((Number) value).doubleValue() >= 0;
            assertTrue(known, finding.id + " " + key + " " + value);
          });
    }
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void aFindingCountsSomethingForItsPeak(String name, Picture picture) {
    for (Finding finding : diagnosed(picture).findings) {
      boolean portsUnknown =
          finding.id.equals(FindingId.PORT_EXHAUSTION.label())
              && !finding.evidence.containsKey("portsUsed");
      assertEquals(portsUnknown, finding.unit.isEmpty(), finding.id + ": counting(...) is missing");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pictures")
  void aSavedReportHasTheSameFindings(String name, Picture picture, List<String> expected)
      throws Exception {
    String written = ReportJson.write(new Report(picture, diagnosed(picture).findings));

    Picture read = ReportJson.read(written).picture;

    assertEquals(written, ReportJson.write(new Report(read, diagnosed(read).findings)));
  }

  protected static Diagnosed diagnosed(Picture picture) {
    return DIAGNOSES.run(picture, THRESHOLDS, Libraries.builtIn());
  }

  /** The only finding on a picture. */
  public static Finding only(Picture picture) {
    List<Finding> findings = diagnosed(picture).findings;
    assertEquals(1, findings.size());
    return findings.get(0);
  }

  /** What the log says about a picture. */
  protected static String logged(Picture picture) {
    List<String> entries = new ArrayList<>();
    FindingLog log = new FindingLog(entries::add, 300_000, 60_000);
    log.log(new FindingLives().check(diagnosed(picture), 0), 0);
    return String.join("", entries);
  }

  protected static Arguments row(String name, PictureBuilder picture, String... expected) {
    return Arguments.of(name, picture.build(), List.of(expected));
  }

  protected static PictureBuilder picture() {
    return new PictureBuilder();
  }

  protected static PictureBuilder picture(double watchingSeconds) {
    PictureBuilder picture = new PictureBuilder();
    picture.watchingSeconds = watchingSeconds;
    return picture;
  }

  /** A client whose connections are all closed by one stack, the innermost frame first. */
  protected static PictureBuilder closedBy(int sockets, String... frames) {
    return picture()
        .timeWait(sockets, sockets)
        .with(
            client(REDIS)
                .timeWait(sockets, sockets)
                .connections(1, 3)
                .share("s", frames[frames.length - 1], "", sockets))
        .site("s", Role.CLIENT, sockets, frames);
  }

  /** A client whose connections are closed by two stacks. */
  protected static PictureBuilder closedBy(String frame, int sockets, String other, int others) {
    int all = sockets + others;
    return picture()
        .timeWait(all, all)
        .with(
            client(REDIS)
                .timeWait(all, all)
                .share("s", frame, "", sockets)
                .share("t", other, "", others))
        .site("s", Role.CLIENT, sockets, frame)
        .site("t", Role.CLIENT, others, other);
  }

  protected static String[] with(String first, String[] others) {
    return Stream.concat(Stream.of(first), Stream.of(others)).toArray(String[]::new);
  }

  protected static String[] infoOfPorts(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "info time-wait-server-side *:" + (8000 + i))
        .toArray(String[]::new);
  }

  protected static DestinationBuilder[] manyPorts(int count, int each) {
    return IntStream.range(0, count)
        .mapToObj(i -> server("10.0.0.9:*", 8000 + i).timeWait(each, -1))
        .toArray(DestinationBuilder[]::new);
  }

  protected static DestinationBuilder[] many(int count, int each) {
    return IntStream.range(0, count)
        .mapToObj(i -> client("10.0.1." + i + ":80").timeWait(each, each))
        .toArray(DestinationBuilder[]::new);
  }

  /** Clients of one port whose connections this JVM ended first. */
  protected static DestinationBuilder[] servers(int count, Spread exchanges, Spread idleMillis) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                server("10.0.1." + i + ":*", 8080)
                    .ended(Initiator.LOCAL, exchanges, idleMillis, NONE))
        .toArray(DestinationBuilder[]::new);
  }

  protected static DestinationBuilder probe(
      long connections, long leastInterval, long mostInterval, long exchanges, long bytes) {
    return server("10.0.0.9:*", 8080)
        .closeIntervals(new Spread(connections, leastInterval, leastInterval, mostInterval))
        .ended(Initiator.REMOTE, same(connections, exchanges), NONE, same(connections, bytes));
  }
}
