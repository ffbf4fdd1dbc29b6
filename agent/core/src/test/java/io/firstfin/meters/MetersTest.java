package io.firstfin.meters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.diagnose.ActiveFindings;
import io.firstfin.diagnose.Severity;
import io.firstfin.report.Freshness;
import io.firstfin.report.Report;
import io.firstfin.vocabulary.ConnectFailureReason;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetersTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final Meters meters = new Meters();

  @BeforeEach
  void bind() {
    meters.bindTo(registry);
  }

  @Test
  void everyMeterHasADescriptionAndABaseUnit() {
    show(everything());

    for (Meter meter : registry.getMeters()) {
      assertNotNull(meter.getId().getDescription(), () -> meter.getId().toString());
      assertNotNull(meter.getId().getBaseUnit(), () -> meter.getId().toString());
    }
  }

  @Test
  void everyMeterOfTheContractIsThere() {
    show(everything());

    assertEquals(
        List.of(
            "firstfin.agent.check.age",
            "firstfin.agent.dropped",
            "firstfin.agent.errors",
            "firstfin.census.duration",
            "firstfin.connect.failures",
            "firstfin.connections.closed",
            "firstfin.connections.lifetime",
            "firstfin.connections.opened",
            "firstfin.descriptors.max",
            "firstfin.descriptors.used",
            "firstfin.findings",
            "firstfin.ports.max",
            "firstfin.ports.used",
            "firstfin.sockets",
            "firstfin.time_wait.by.destination",
            "firstfin.time_wait.by.site"),
        registry.getMeters().stream()
            .map(meter -> meter.getId().getName())
            .distinct()
            .sorted()
            .toList());
  }

  @Test
  void aGaugeHasNoValueWhenItsReportIsStaleAndACounterKeepsIts() {
    Report report = new ReportBuilder().opened(Role.CLIENT, 9).build();
    meters.accept(shown(report, TimeUnit.HOURS.toNanos(1)));
    double age = registry.get("firstfin.agent.check.age").gauge().value();
    assertTrue(age >= 0 && age < 3_600, () -> "age " + age);

    meters.accept(shown(report, -1));
    for (Gauge gauge : registry.get("firstfin.sockets").gauges()) {
      assertTrue(Double.isNaN(gauge.value()), () -> gauge.getId().toString());
    }
    assertEquals(9, counter("firstfin.connections.opened", "role", "client"));
    assertFalse(Double.isNaN(registry.get("firstfin.agent.check.age").gauge().value()));
  }

  private static Report shown(Report report, long validNanos) {
    return new Report(
        report.picture,
        new ActiveFindings(report.findings, report.ending, List.of(), List.of()),
        null,
        Freshness.fromNow(validNanos));
  }

  @Test
  void openedAndClosedConnectionsAreCountedByTheirVerdict() {
    show(
        new ReportBuilder()
            .opened(Role.CLIENT, 9)
            .opened(Role.SERVER, 4)
            .closed(Role.CLIENT, Initiator.LOCAL, How.FIN, 7)
            .closed(Role.SERVER, Initiator.REMOTE, How.FIN, 3)
            .closed(Role.SERVER, Initiator.REMOTE, How.FIN_THEN_OUR_RST, 5)
            .closed(Role.SERVER, Initiator.REMOTE, How.RST, 2));

    assertEquals(9, counter("firstfin.connections.opened", "role", "client"));
    assertEquals(4, counter("firstfin.connections.opened", "role", "server"));
    assertEquals(7, closed("client", "local", "fin"));
    assertEquals(8, closed("server", "remote", "fin"));
    assertEquals(2, closed("server", "remote", "rst"));
  }

  @Test
  void closesOfTheUsualKindsAreCountedFromZero() {
    for (String role : List.of("client", "server")) {
      for (String initiator : List.of("local", "remote")) {
        assertEquals(0, closed(role, initiator, "fin"));
        assertEquals(0, closed(role, initiator, "rst"));
      }
    }
  }

  @Test
  void failedConnectsAreCountedFromZero() {
    for (ConnectFailureReason reason : ConnectFailureReason.values()) {
      assertEquals(0, counter("firstfin.connect.failures", "reason", reason.label()));
    }
  }

  @Test
  void aCorrectionDoesNotTurnACounterBack() {
    show(new ReportBuilder().closed(Role.CLIENT, Initiator.LOCAL, How.FIN, 7));
    show(
        new ReportBuilder()
            .closed(Role.CLIENT, Initiator.LOCAL, How.FIN, 6)
            .closed(Role.CLIENT, Initiator.SIMULTANEOUS, How.FIN, 1));
    assertEquals(7, closed("client", "local", "fin"));
    assertEquals(1, closed("client", "simultaneous", "fin"));

    show(new ReportBuilder().closed(Role.CLIENT, Initiator.LOCAL, How.FIN, 8));
    assertEquals(8, closed("client", "local", "fin"));
  }

  @Test
  void aVerdictThatACorrectionEmptiedKeepsItsSeries() {
    show(new ReportBuilder().closed(Role.CLIENT, Initiator.LOCAL, How.FIN, 1));
    show(new ReportBuilder().closed(Role.CLIENT, Initiator.REMOTE, How.FIN, 1));

    assertEquals(1, closed("client", "local", "fin"));
  }

  @Test
  void lifetimesAreATimer() {
    show(new ReportBuilder().lived(Role.CLIENT, Initiator.LOCAL, 4, 10_000_000));

    FunctionTimer timer =
        registry
            .get("firstfin.connections.lifetime")
            .tags("role", "client", "initiator", "local")
            .functionTimer();
    assertEquals(4, timer.count());
    assertEquals(10, timer.totalTime(TimeUnit.MILLISECONDS));
  }

  @Test
  void theSumOverOwnersIsTheCensus() {
    show(
        new ReportBuilder()
            .state(TcpState.TIME_WAIT, 30, 20)
            .state(TcpState.ESTABLISHED, 12, 10)
            .state(TcpState.LAST_ACK, 3));

    assertEquals(20, gauge("firstfin.sockets", "state", "time_wait", "owner", "jvm"));
    assertEquals(10, gauge("firstfin.sockets", "state", "time_wait", "owner", "others"));
    assertEquals(3, gauge("firstfin.sockets", "state", "last_ack", "owner", "others"));
    assertEquals(
        45,
        gauges("firstfin.sockets").stream()
            .mapToDouble(Gauge::value)
            .filter(value -> !Double.isNaN(value))
            .sum());
  }

  @Test
  void anOwnerThatCannotBeKnownHasNoSeries() {
    show(new ReportBuilder().state(TcpState.LAST_ACK, 3));

    assertNull(registry.find("firstfin.sockets").tags("owner", "jvm").gauge());
  }

  @Test
  void aStateThatIsNotKnownIsNaN() {
    show(new ReportBuilder());

    assertEquals(Double.NaN, gauge("firstfin.sockets", "state", "established", "owner", "others"));
  }

  @Test
  void portsThatAreNotKnownAreNaN() {
    assertEquals(Double.NaN, gauge("firstfin.ports.used"));
    show(new ReportBuilder());
    assertEquals(Double.NaN, gauge("firstfin.ports.used"));
    assertEquals(Double.NaN, gauge("firstfin.ports.max"));
  }

  @Test
  void portsAreThoseOfTheDestinationNearestToExhaustion() {
    show(new ReportBuilder().ports(24_299));

    assertEquals(24_299, gauge("firstfin.ports.used"));
    assertEquals(28_232, gauge("firstfin.ports.max"));
  }

  @Test
  void failedConnectsAreCountedByReasonOverAllDestinations() {
    show(
        new ReportBuilder()
            .failure("refused", "10.0.0.5:80", 2)
            .failure("refused", "other", 3)
            .failure("timed_out", "10.0.0.6:80", 1));

    assertEquals(5, counter("firstfin.connect.failures", "reason", "refused"));
    assertEquals(1, counter("firstfin.connect.failures", "reason", "timed_out"));
  }

  @Test
  void aFindingHasASeriesWhileItIsActive() {
    show(new ReportBuilder().finding("close-per-request", "a").finding("close-per-request", "b"));
    assertEquals(1, gauge("firstfin.findings", "id", "close-per-request", "severity", "warning"));

    show(new ReportBuilder());
    assertEquals(List.of(), List.copyOf(gauges("firstfin.findings")));
  }

  @Test
  void ofAFindingOnTwoSubjectsTheGraverShows() {
    show(
        new ReportBuilder()
            .finding("fin-wait-2-pile", Severity.INFO, "a")
            .finding("fin-wait-2-pile", Severity.WARNING, "b")
            .finding("fin-wait-2-pile", Severity.INFO, "c"));

    assertEquals(1, gauge("firstfin.findings", "id", "fin-wait-2-pile", "severity", "warning"));
    assertEquals(1, gauges("firstfin.findings").size());
  }

  @Test
  void aFindingThatIsEndingIsActive() {
    show(new ReportBuilder().finding("close-per-request", "a"));
    Gauge before = registry.get("firstfin.findings").gauge();
    show(new ReportBuilder().ending("close-per-request", "a"));

    assertSame(before, registry.get("firstfin.findings").gauge());
    assertEquals(1, gauge("firstfin.findings", "id", "close-per-request", "severity", "warning"));
  }

  @Test
  void aFindingThatStaysKeepsItsMeter() {
    show(new ReportBuilder().finding("close-wait-leak", "process"));
    Gauge before = registry.get("firstfin.findings").gauge();
    show(new ReportBuilder().finding("close-wait-leak", "process"));

    assertSame(before, registry.get("firstfin.findings").gauge());
  }

  @Test
  void sitesBeyondTopAreOtherAndTheSumIsTimeWait() {
    show(
        new ReportBuilder()
            .timeWait(100, 0)
            .site("aaaaaaaa", Role.CLIENT, "A.a(A.java:1)", 60)
            .site("bbbbbbbb", Role.CLIENT, "B.b(B.java:2)", 30));

    assertEquals(60, bySite("aaaaaaaa", "A.a(A.java:1)"));
    assertEquals(10, bySite("other", "other"));
    assertEquals(100, sum("firstfin.time_wait.by.site"));
  }

  @Test
  void aLineThatClosesInTwoWaysIsOneSeries() {
    show(
        new ReportBuilder()
            .timeWait(50, 50)
            .site("aaaaaaaa", Role.CLIENT, "A.a(A.java:1)", 50)
            .site("aaaaaaaa", Role.SERVER, "A.a(A.java:1)", 50));

    assertEquals(100, bySite("aaaaaaaa", "A.a(A.java:1)"));
  }

  @Test
  void aSiteWhoseStackWasNotReadIsCalledUnknown() {
    show(new ReportBuilder().timeWait(3, 0).site("00000000", Role.CLIENT, "", 3));

    assertEquals(3, bySite("00000000", "unknown"));
  }

  @Test
  void destinationsBeyondTopAreOtherOfTheirRole() {
    show(
        new ReportBuilder()
            .timeWait(100, 40)
            .destination(Role.CLIENT, "10.0.0.5:6379", 90)
            .destination(Role.SERVER, "10.0.0.9:*", 10)
            .destination(Role.SERVER, "10.0.0.9:*", 5));

    assertEquals(90, byDestination("10.0.0.5:6379", "client"));
    assertEquals(15, byDestination("10.0.0.9:*", "server"));
    assertEquals(10, byDestination("other", "client"));
    assertEquals(25, byDestination("other", "server"));
    assertEquals(140, sum("firstfin.time_wait.by.destination"));
  }

  @Test
  void whatThePictureKeepsBeyondTopForItsRulesIsOther() {
    show(
        new ReportBuilder()
            .top(1)
            .timeWait(60, 0)
            .site("aaaaaaaa", Role.CLIENT, "A.a(A.java:1)", 40)
            .site("bbbbbbbb", Role.CLIENT, "B.b(B.java:1)", 20)
            .destination(Role.CLIENT, "10.0.0.5:6379", 40)
            .destination(Role.CLIENT, "10.0.0.6:6379", 20));

    assertEquals(40, byDestination("10.0.0.5:6379", "client"));
    assertEquals(20, byDestination("other", "client"));
    assertEquals(20, bySite("other", "other"));
  }

  @Test
  void withoutACensusTheRestIsNaNAndNothingElseIsShown() {
    show(
        new ReportBuilder()
            .site("aaaaaaaa", Role.CLIENT, "A.a(A.java:1)", -1)
            .destination(Role.CLIENT, "10.0.0.5:6379", -1));

    assertEquals(1, gauges("firstfin.time_wait.by.site").size());
    assertEquals(Double.NaN, bySite("other", "other"));
    assertEquals(Double.NaN, byDestination("other", "client"));
  }

  @Test
  void aReadingOfTheKernelIsTimedByItsSource() {
    show(new ReportBuilder().check("sock_diag", 2, 42_000_000).check("sockstat", 9, 900_000));

    FunctionTimer timer =
        registry.get("firstfin.census.duration").tags("source", "sock_diag").functionTimer();
    assertEquals(2, timer.count());
    assertEquals(42, timer.totalTime(TimeUnit.MILLISECONDS));
  }

  @Test
  void theAgentCountsWhatItLost() {
    show(new ReportBuilder().dropped(3));

    assertEquals(3, counter("firstfin.agent.dropped"));
    assertEquals(0, counter("firstfin.agent.errors"));
  }

  @Test
  void closingTakesEveryMeterBack() {
    show(everything());
    meters.close();

    assertTrue(registry.getMeters().isEmpty());
  }

  private void show(ReportBuilder report) {
    meters.accept(report.build());
  }

  /** A report that makes every meter appear. */
  static ReportBuilder everything() {
    return new ReportBuilder()
        .opened(Role.CLIENT, 9)
        .closed(Role.CLIENT, Initiator.LOCAL, How.FIN, 7)
        .lived(Role.CLIENT, Initiator.LOCAL, 7, 1)
        .state(TcpState.TIME_WAIT, 30, 20)
        .timeWait(20, 0)
        .ports(20)
        .failure("refused", "10.0.0.5:80", 2)
        .finding("close-per-request", "10.0.0.5:6379")
        .site("aaaaaaaa", Role.CLIENT, "A.a(A.java:1)", 20)
        .destination(Role.CLIENT, "10.0.0.5:6379", 20)
        .check("sock_diag", 1, 1);
  }

  private double closed(String role, String initiator, String how) {
    return counter("firstfin.connections.closed", "role", role, "initiator", initiator, "how", how);
  }

  private double bySite(String site, String line) {
    return gauge("firstfin.time_wait.by.site", "site", site, "line", line);
  }

  private double byDestination(String remote, String role) {
    return gauge("firstfin.time_wait.by.destination", "remote", remote, "role", role);
  }

  private double counter(String name, String... tags) {
    return registry.get(name).tags(tags).functionCounter().count();
  }

  private double gauge(String name, String... tags) {
    return registry.get(name).tags(tags).gauge().value();
  }

  private Collection<Gauge> gauges(String name) {
    return registry.find(name).gauges();
  }

  private double sum(String name) {
    return gauges(name).stream().mapToDouble(Gauge::value).sum();
  }
}
