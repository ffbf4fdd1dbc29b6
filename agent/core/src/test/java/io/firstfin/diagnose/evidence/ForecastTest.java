package io.firstfin.diagnose.evidence;

import static io.firstfin.diagnose.DestinationBuilder.client;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.diagnose.DestinationBuilder;
import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.Severity;
import io.firstfin.picture.Ports;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static final Ports NO_REUSE =
      Ports.builder()
          .low(32768)
          .high(60999)
          .reserved(0)
          .timeWaitReuse(0)
          .timeWaitReuseDelayMillis(1000)
          .timestamps(1)
          .maxTimeWaitBuckets(262144)
          .build();
  private static final Ports LOOPBACK_REUSE =
      Ports.builder()
          .low(32768)
          .high(60999)
          .reserved(0)
          .timeWaitReuse(2)
          .timeWaitReuseDelayMillis(1000)
          .timestamps(1)
          .maxTimeWaitBuckets(262144)
          .build();
  private static final Ports REUSE =
      Ports.builder()
          .low(32768)
          .high(60999)
          .reserved(0)
          .timeWaitReuse(1)
          .timeWaitReuseDelayMillis(1000)
          .timestamps(1)
          .maxTimeWaitBuckets(262144)
          .build();

  @Test
  void saysWhereARateThatThePortsDoNotBearLeads() {
    assertEquals(
        List.of(
            "The present rate, 500 closes a second, leads to 30,000 in TIME_WAIT; the ports bear"
                + " 471 a second. On average 3 connections, kept and used again, carry the same"
                + " calls."),
        text(client("a:1").rate(500).ports(24_299, 28_232, 7.8).connections(1, 5).inUse(5)));
  }

  @Test
  void aRateThatThePortsBearLevelsOff() {
    assertEquals(
        List.of(
            "The present rate, 412 closes a second, levels off at 24,720 in TIME_WAIT; the ports"
                + " bear 471 a second."),
        text(client("a:1").rate(412).timeWait(24_000, 24_000).ports(24_299, 28_232, Double.NaN)));
  }

  @Test
  void whatOthersHaveTakenIsNotLeftForTheRate() {
    assertEquals(
        List.of(
            "The present rate, 412 closes a second, leads to 24,720 in TIME_WAIT; the ports bear"
                + " 471 a second."),
        text(client("a:1").rate(412).timeWait(100, 100).ports(9_100, 28_232, Double.NaN)));
  }

  @Test
  void onlyClosesThatLeaveTimeWaitLeadToIt() {
    assertEquals(
        List.of("The present rate, 10 closes a second, leads to 600 in TIME_WAIT."),
        text(client("a:1").rate(412, 10)));
  }

  @Test
  void itsNumbersAreEvidence() {
    assertEquals(
        Map.of(
            "closesPerSecond", 600.0,
            "timeWaitClosesPerSecond", 500.0,
            "closesPerSecondBudget", 470.5,
            "timeWaitSteady", 30_000.0,
            "portsLeft", 3933L,
            "secondsToExhaustion", 7.8,
            "openAtATime", 3.0),
        evidence(
            client("a:1").rate(600, 500).ports(24_299, 28_232, 7.8).connections(1, 9).inUse(5)));
  }

  @Test
  void callsThatTakeNoTimeNeedOneConnection() {
    assertEquals(
        List.of(
            "The present rate, 412 closes a second, leads to 24,720 in TIME_WAIT. On average 1"
                + " connection, kept and used again, carries the same calls."),
        text(client("a:1").rate(412).connections(1, 0).inUse(0)));
  }

  @Test
  void withoutTheTimeInUseNothingIsSaidOfTheCallsAtOnce() {
    String rate = "The present rate, 10 closes a second, leads to 600 in TIME_WAIT.";

    assertEquals(List.of(rate), text(client("a:1").rate(10).connections(2, 300).inUse(300)));
    assertEquals(List.of(rate), text(client("a:1").rate(10).connections(-1, 300).inUse(300)));
    assertEquals(List.of(rate), text(client("a:1").rate(10).connections(1, 300)));
  }

  @Test
  void idleTimeIsNoCall() {
    String text = text(client("a:1").rate(50).connections(1, 5000).inUse(20)).get(0);

    assertEquals(
        "On average 1 connection, kept and used again, carries the same calls.",
        text.substring(text.indexOf("On average")));
  }

  @Test
  void towardsLoopbackTheKernelReusesPortsUnlessItIsSetNotTo() {
    DestinationBuilder destination =
        client("127.0.0.1:8080").rate(500).timeWait(9000, 9000).ports(9000, 28_232, Double.NaN);

    assertEquals(
        List.of(
            "The present rate, 500 closes a second, does not use up the ports: the kernel reuses"
                + " ports in TIME_WAIT here (tcp_tw_reuse=2, loopback)."),
        forecast(destination, LOOPBACK_REUSE).details);
    assertEquals(
        List.of(
            "The present rate, 500 closes a second, leads to 30,000 in TIME_WAIT; the ports bear"
                + " 471 a second."),
        forecast(destination, NO_REUSE).details);
  }

  @Test
  void towardsOtherHostsReuseWantsThePeersTimestamps() {
    assertEquals(
        List.of(
            "The present rate, 500 closes a second, does not use up the ports: the kernel reuses"
                + " ports in TIME_WAIT here (tcp_tw_reuse=1, while the peer has TCP timestamps)."),
        forecast(client("10.0.0.5:80").rate(500).ports(9000, 28_232, Double.NaN), REUSE).details);
  }

  @Test
  void whereTheKernelReusesPortsThereIsNoForecastOfALevel() {
    assertEquals(
        Map.of(
            "closesPerSecond", 500.0,
            "timeWaitClosesPerSecond", 500.0,
            "closesPerSecondBudget", 28_232.0,
            "portsLeft", 19_232L),
        forecast(client("[::1]:80").rate(500).ports(9000, 28_232, Double.NaN), LOOPBACK_REUSE)
            .evidence);
  }

  @Test
  void aRateBeyondTheDelayOfReuseMayUseUpThePorts() {
    Ports slow =
        Ports.builder()
            .low(40_000)
            .high(40_999)
            .reserved(0)
            .timeWaitReuse(2)
            .timeWaitReuseDelayMillis(10_000)
            .timestamps(1)
            .maxTimeWaitBuckets(262144)
            .build();

    assertEquals(
        List.of(
            "The present rate, 150 closes a second, may use up the ports although the kernel reuses"
                + " ports in TIME_WAIT here (tcp_tw_reuse=2, loopback); the ports bear 100 a"
                + " second."),
        forecast(client("127.0.0.1:80").rate(150).ports(900, 1000, Double.NaN), slow).details);
  }

  @Test
  void whereConnectsFailNothingLevelsOff() {
    FindingBuilder finding = new FindingBuilder("x", Severity.WARNING, "a:1");
    DestinationBuilder held =
        client("a:1").rate(16).timeWait(990, 990).ports(995, 1000, Double.NaN);
    Forecast.addWhereConnectsFail(finding, held.build(), NO_REUSE);

    assertEquals(
        List.of(
            "The present rate, 16 closes a second, leads to 960 in TIME_WAIT; the ports bear 17 a"
                + " second."),
        finding.build().details);
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
    return forecast(destination, NO_REUSE).details;
  }

  private static Map<String, Object> evidence(DestinationBuilder destination) {
    return forecast(destination, NO_REUSE).evidence;
  }

  private static Finding forecast(DestinationBuilder destination, Ports ports) {
    FindingBuilder finding = new FindingBuilder("x", Severity.WARNING, "a:1");
    Forecast.add(finding, destination.build(), ports);
    return finding.build();
  }
}
