package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every rule and every panel finds its series in the metrics of a real agent. */
class MonitoringIT {
  private static final int SECONDS = 30;

  /**
   * The metrics of a service that has no port left and leaks; a minute of the rules lasts a second.
   */
  private static final Set<String> DUE =
      Set.of(
          "FirstFinPortsExhausted",
          "FirstFinPortsNearExhaustion",
          "FirstFinPortExhaustionForecast",
          "FirstFinCloseWaitGrowing",
          "FirstFinTimeWaitTableNearFull",
          "FirstFinFinding");

  private static MonitoredJvm monitored;
  private static Prometheus prometheus;

  @BeforeAll
  static void runOutOfPorts(@TempDir Path folder) {
    monitored = MonitoredJvm.inTrouble(folder);
    prometheus = monitored.prometheus();
    monitored.runOutOfPorts();
  }

  @AfterAll
  static void end() {
    if (monitored != null) {
      monitored.close();
    }
  }

  @Test
  void eachAlertThatIsDueFires() {
    Set<String> missing =
        Await.until(
            SECONDS,
            () ->
                DUE.stream()
                    .filter(name -> !hasSeries(firing(name)))
                    .collect(Collectors.toCollection(TreeSet::new)),
            Set::isEmpty);
    assertEquals(Set.of(), missing, () -> prometheus.query("ALERTS") + "\n" + monitored);
  }

  @Test
  void noOtherAlertFires() {
    String others =
        "last_over_time(ALERTS{alertstate=\"firing\", alertname!~\""
            + String.join("|", DUE)
            + "\"}[5m])";
    assertEquals(List.of(), prometheus.query(others));
  }

  /** The series that is compared with a limit exists, on whichever side of the limit it is. */
  @Test
  void eachAlertHasItsSeries() {
    Set<String> empty =
        Await.until(
            SECONDS,
            () ->
                rules("alerting").stream()
                    .filter(rule -> !hasSeries(compared(rule)) && !hasSeries(firing(rule)))
                    .map(rule -> rule.path("name").asText())
                    .collect(Collectors.toCollection(TreeSet::new)),
            Set::isEmpty);
    assertEquals(Set.of(), empty);
  }

  @Test
  void eachRecordingRuleRecords() {
    Set<String> empty =
        Await.until(
            SECONDS,
            () ->
                rules("recording").stream()
                    .map(rule -> rule.path("name").asText())
                    .filter(name -> !hasSeries("last_over_time(" + name + "[5m])"))
                    .collect(Collectors.toCollection(TreeSet::new)),
            Set::isEmpty);
    assertEquals(Set.of(), empty);
  }

  @Test
  void noRuleFails() {
    assertTrue(rules("alerting").size() > DUE.size() && !rules("recording").isEmpty());
    List<JsonNode> failed =
        prometheus.rules().stream()
            .filter(rule -> !rule.path("lastError").asText().isEmpty())
            .toList();
    assertEquals(List.of(), failed);
  }

  @Test
  void eachPanelHasItsSeries() {
    List<String> empty = new ArrayList<>();
    Dashboard.read()
        .queries()
        .forEach(
            (title, queries) -> {
              for (String query : queries) {
                if (!Await.until(SECONDS, () -> hasSeries(query), found -> found)) {
                  empty.add(title + ": " + query);
                }
              }
            });
    assertEquals(List.of(), empty);
  }

  private static List<JsonNode> rules(String type) {
    return prometheus.rules().stream()
        .filter(rule -> rule.path("type").asText().equals(type))
        .toList();
  }

  /**
   * The query with 0 or 1 for each series; the rule's own query has only the series that are true
   * and that no other condition excludes.
   */
  private static String compared(JsonNode rule) {
    return rule.path("query")
        .asText()
        .replaceFirst("(?s)\\sunless on [^)]*\\) firstfin_findings.*", "")
        .replaceAll("(>=|>) (?=-?[0-9.]+)", "$1 bool ");
  }

  private static String firing(JsonNode rule) {
    return firing(rule.path("name").asText());
  }

  private static String firing(String alert) {
    return "last_over_time(ALERTS{alertstate=\"firing\", alertname=\"" + alert + "\"}[5m])";
  }

  private static boolean hasSeries(String query) {
    return !prometheus.query(query).isEmpty();
  }
}
