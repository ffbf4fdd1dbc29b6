package io.firstfin.meters;

import io.firstfin.diagnose.ActiveFindings;
import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.Severity;
import io.firstfin.picture.AgentHealth;
import io.firstfin.picture.CheckTime;
import io.firstfin.picture.CloseCount;
import io.firstfin.picture.ConnectFailure;
import io.firstfin.picture.Destination;
import io.firstfin.picture.KernelView;
import io.firstfin.picture.Lifetime;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Ports;
import io.firstfin.picture.Site;
import io.firstfin.picture.TimeWait;
import io.firstfin.picture.Totals;
import io.firstfin.report.Freshness;
import io.firstfin.report.Report;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A report in which nothing is known, so that a test sets only what matters to it. */
public final class ReportBuilder {
  private final Map<TcpState, Integer> states = new EnumMap<>(TcpState.class);
  private final Map<TcpState, Integer> own = new EnumMap<>(TcpState.class);
  private final List<CloseCount> closes = new ArrayList<>();
  private final List<Lifetime> lifetimes = new ArrayList<>();
  private int top = 20;
  private final List<Destination> destinations = new ArrayList<>();
  private final List<Site> sites = new ArrayList<>();
  private final List<ConnectFailure> failures = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<Finding> ending = new ArrayList<>();
  private final List<CheckTime> checks = new ArrayList<>();
  private final Map<Role, Long> opened = new EnumMap<>(Role.class);
  private final Map<Role, Integer> timeWaitByRole = new EnumMap<>(Role.class);
  private TimeWait timeWait = TimeWait.UNKNOWN;
  private Ports ports = Ports.UNKNOWN;
  private int portsUsed = -1;
  private long dropped;

  public ReportBuilder state(TcpState state, int count, int ofThisJvm) {
    own.put(state, ofThisJvm);
    return state(state, count);
  }

  public ReportBuilder state(TcpState state, int count) {
    states.put(state, count);
    return this;
  }

  public ReportBuilder opened(Role role, long count) {
    opened.put(role, count);
    return this;
  }

  public ReportBuilder closed(Role role, Initiator initiator, How how, long count) {
    closes.add(new CloseCount(role, initiator, how, count));
    return this;
  }

  public ReportBuilder lived(Role role, Initiator initiator, long count, long nanos) {
    lifetimes.add(new Lifetime(role, initiator, count, nanos));
    return this;
  }

  public ReportBuilder timeWait(int client, int server) {
    timeWait = new TimeWait(client + server + 5, client + server, 5);
    timeWaitByRole.putAll(Map.of(Role.CLIENT, client, Role.SERVER, server, Role.UNKNOWN, 0));
    return this;
  }

  public ReportBuilder ports(int used) {
    portsUsed = used;
    ports =
        Ports.builder()
            .low(32_768)
            .high(60_999)
            .reserved(0)
            .timeWaitReuse(0)
            .timeWaitReuseDelayMillis(1000)
            .timestamps(1)
            .maxTimeWaitBuckets(262_144)
            .build();
    return this;
  }

  public ReportBuilder failure(String reason, String remote, long count) {
    failures.add(new ConnectFailure(reason, remote, "", count, 0, ""));
    return this;
  }

  public ReportBuilder finding(String id, String subject) {
    return finding(id, Severity.WARNING, subject);
  }

  public ReportBuilder finding(String id, Severity severity, String subject) {
    findings.add(found(id, severity, subject));
    return this;
  }

  public ReportBuilder ending(String id, String subject) {
    ending.add(found(id, Severity.WARNING, subject));
    return this;
  }

  private static Finding found(String id, Severity severity, String subject) {
    return new FindingBuilder(id, severity, subject).build();
  }

  public ReportBuilder check(String source, long count, long nanos) {
    checks.add(new CheckTime(source, count, nanos));
    return this;
  }

  public ReportBuilder top(int shown) {
    top = shown;
    return this;
  }

  public ReportBuilder dropped(long records) {
    dropped = records;
    return this;
  }

  public ReportBuilder site(String id, Role role, String line, int inTimeWait) {
    sites.add(
        Site.builder()
            .id(id)
            .role(role)
            .initiator(Initiator.LOCAL)
            .how(How.FIN)
            .closes(9)
            .timeWait(inTimeWait)
            .line(line)
            .frames(List.of(line))
            .build());
    return this;
  }

  public ReportBuilder destination(Role role, String remote, int inTimeWait) {
    destinations.add(
        Destination.builder()
            .role(role)
            .remote(remote)
            .listeningPort(role == Role.SERVER ? 8080 + destinations.size() : 0)
            .timeWait(inTimeWait)
            .timeWaitAll(inTimeWait)
            .closeWait(0)
            .closes(9)
            .closesLocalFirst(9)
            .closesPerSecond(0)
            .timeWaitClosesPerSecond(0)
            .build());
    return this;
  }

  public Report build() {
    return new Report(
        Picture.builder()
            .pid(4242)
            .timeMillis(0)
            .watchingSeconds(600)
            .kernel(new KernelView("sock_diag", 1, states, own))
            .closes(closes)
            .timeWait(timeWait)
            .top(top)
            .destinations(destinations)
            .sites(sites)
            .connectFailures(failures)
            .ports(ports)
            .totals(
                Totals.builder()
                    .opened(opened)
                    .lifetimes(lifetimes)
                    .timeWait(timeWaitByRole)
                    .portsUsed(portsUsed)
                    .checks(checks)
                    .build())
            .agent(
                AgentHealth.builder()
                    .version("test")
                    .dropped(dropped)
                    .errors(0)
                    .corrected(0)
                    .build())
            .build(),
        new ActiveFindings(findings, ending, List.of(), List.of()),
        null,
        Freshness.UNKNOWN);
  }
}
