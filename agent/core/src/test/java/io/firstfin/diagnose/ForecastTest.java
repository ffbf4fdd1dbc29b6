package io.firstfin.diagnose;

import static io.firstfin.diagnose.DestinationBuilder.client;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForecastTest {
  @Test
  void saysWhereTheRateLeadsAndWhatTheCureLeaves() {
    assertEquals(
        List.of(
            "The present rate, 412 closes a second, leads to 24,720 in TIME_WAIT; the ports bear"
                + " 471 a second. On average 3 connections, kept and used again, carry the same"
                + " calls."),
        text(client("a:1").rate(412).ports(24_299, 28_232, 9.5).connections(1, 5)));
  }

  @Test
  void itsNumbersAreEvidence() {
    assertEquals(
        Map.of(
            "closesPerSecond", 412.0,
            "closesPerSecondBudget", 470.5,
            "timeWaitSteady", 24_720.0,
            "portsLeft", 3933L,
            "secondsToExhaustion", 9.5,
            "openAtATime", 2.1),
        evidence(client("a:1").rate(412).ports(24_299, 28_232, 9.5).connections(1, 5)));
  }

  @Test
  void callsThatTakeNoTimeNeedOneConnection() {
    assertEquals(
        List.of(
            "The present rate, 412 closes a second, leads to 24,720 in TIME_WAIT. On average 1"
                + " connection, kept and used again, carries the same calls."),
        text(client("a:1").rate(412).connections(1, 0)));
  }

  @Test
  void whatMayHaveBeenIdleTellsNothingOfTheCallsAtOnce() {
    String rate = "The present rate, 10 closes a second, leads to 600 in TIME_WAIT.";

    assertEquals(List.of(rate), text(client("a:1").rate(10).connections(2, 300)));
    assertEquals(List.of(rate), text(client("a:1").rate(10).connections(1, 60_000)));
    assertEquals(List.of(rate), text(client("a:1").rate(10).connections(-1, 300)));
    assertEquals(List.of(rate), text(client("a:1").rate(10).connections(1, -1)));
  }

  @Test
  void withoutARateNothingIsForeseen() {
    assertEquals(List.of(), text(client("a:1").connections(1, 5)));
    assertEquals(
        Map.of("closesPerSecondBudget", 470.5, "portsLeft", 28_132L),
        evidence(client("a:1").ports(100, 28_232, Double.NaN).connections(1, 5)));
    assertEquals(Map.of(), evidence(client("a:1")));
  }

  private static List<String> text(DestinationBuilder destination) {
    return forecast(destination).details;
  }

  private static Map<String, Object> evidence(DestinationBuilder destination) {
    return forecast(destination).evidence;
  }

  private static Finding forecast(DestinationBuilder destination) {
    FindingBuilder finding = new FindingBuilder("x", Severity.WARNING, "a:1");
    Forecast.add(finding, destination.build());
    return finding.build();
  }
}
