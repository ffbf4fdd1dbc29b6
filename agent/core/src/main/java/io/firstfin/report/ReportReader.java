package io.firstfin.report;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.FindingLife;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Thresholds;
import io.firstfin.picture.AgentHealth;
import io.firstfin.picture.CheckTime;
import io.firstfin.picture.CloseCount;
import io.firstfin.picture.CloseWaitGroup;
import io.firstfin.picture.ClosingShare;
import io.firstfin.picture.ConnectFailure;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Ending;
import io.firstfin.picture.Ends;
import io.firstfin.picture.FailedReuse;
import io.firstfin.picture.Growth;
import io.firstfin.picture.KernelView;
import io.firstfin.picture.Lifetime;
import io.firstfin.picture.ListeningPort;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Ports;
import io.firstfin.picture.Site;
import io.firstfin.picture.SiteShare;
import io.firstfin.picture.Spread;
import io.firstfin.picture.TimeWait;
import io.firstfin.picture.Totals;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a report of what {@link ReportJson} wrote. */
final class ReportReader {
  private ReportReader() {}

  static Report read(String text) throws ReportFormatException {
    JsonObject json = JsonObject.root(JsonReader.read(text));
    long version = json.integer("version");
    if (version != ReportJson.VERSION) {
      throw new ReportFormatException(
          (version < 0 ? "not a report: version is missing" : "the report has version " + version)
              + "; this firstfin.jar reads version "
              + ReportJson.VERSION);
    }
    Picture picture =
        Picture.builder()
            .pid(json.integer("pid"))
            .timeMillis(time(json, "time", "timeMillis"))
            .watchingSeconds(json.decimal("watchingSeconds"))
            .kernel(kernel(json.object("kernel")))
            .closes(closes(json, "closes"))
            .timeWait(timeWait(json.object("timeWait")))
            .top(json.smallInteger("top"))
            .destinations(destinations(json))
            .listeningPorts(listeningPorts(json))
            .sites(sites(json))
            .closeWait(closeWait(json))
            .finWait2(FinWait2Json.read(json.object("finWait2")))
            .unconnected(UnconnectedJson.read(json.object("unconnected")))
            .connectFailures(connectFailures(json))
            .ports(ports(json.object("ports")))
            .counters(CountersJson.read(json.object("counters")))
            .totals(totals(json.object("opened"), json.object("totals")))
            .agent(agent(json.object("agent")))
            .build();
    return new Report(
        picture, findings(json, "findings"), findings(json, "ending"), thresholds(json));
  }

  private static KernelView kernel(JsonObject json) throws ReportFormatException {
    return new KernelView(
        json.string("source"),
        json.decimal("millis"),
        states(json.object("states")),
        states(json.object("statesOfThisJvm")));
  }

  private static Map<TcpState, Integer> states(JsonObject json) throws ReportFormatException {
    Map<TcpState, Integer> states = new EnumMap<TcpState, Integer>(TcpState.class);
    for (TcpState state : TcpState.values()) {
      int count = json.smallInteger(state.label());
      if (count >= 0) {
        states.put(state, count);
      }
    }
    return states;
  }

  private static List<CloseCount> closes(JsonObject json, String key) throws ReportFormatException {
    List<CloseCount> closes = new ArrayList<CloseCount>();
    for (JsonObject close : json.objects(key)) {
      closes.add(new CloseCount(role(close), initiator(close), how(close), close.integer("count")));
    }
    return closes;
  }

  private static TimeWait timeWait(JsonObject json) throws ReportFormatException {
    return new TimeWait(
        json.smallInteger("total"), json.smallInteger("thisJvm"), json.smallInteger("others"));
  }

  private static List<Destination> destinations(JsonObject json) throws ReportFormatException {
    List<Destination> destinations = new ArrayList<Destination>();
    List<JsonObject> all = json.objects("destinations");
    all.addAll(json.objects("otherDestinations"));
    for (JsonObject destination : all) {
      destinations.add(
          Destination.builder()
              .role(role(destination))
              .remote(destination.string("remote"))
              .listeningPort(Math.max(0, destination.smallInteger("listeningPort")))
              .timeWait(destination.smallInteger("timeWait"))
              .timeWaitAll(destination.smallInteger("timeWaitAll"))
              .timeWaitGrowth(destination.decimal("timeWaitGrowth"))
              .closeWait(destination.smallInteger("closeWait"))
              .closes(destination.integer("closes"))
              .closesLocalFirst(destination.integer("closesLocalFirst"))
              .closesBy(closes(destination, "closesBy"))
              .closesPerSecond(destination.decimal("closesPerSecond"))
              .timeWaitClosesPerSecond(destination.decimal("timeWaitClosesPerSecond"))
              .portsUsed(destination.smallInteger("portsUsed"))
              .portsMax(destination.smallInteger("portsMax"))
              .secondsToExhaustion(destination.decimal("secondsToExhaustion"))
              .exchangesMedian(destination.smallInteger("exchangesMedian"))
              .ageMillisMedian(destination.integer("ageMillisMedian"))
              .useMillisMedian(destination.integer("useMillisMedian"))
              .ends(ends(destination))
              .sites(shares(destination))
              .closingSites(closingShares(destination))
              .build());
    }
    return destinations;
  }

  private static List<ListeningPort> listeningPorts(JsonObject json) throws ReportFormatException {
    List<ListeningPort> ports = new ArrayList<ListeningPort>();
    for (JsonObject port : json.objects("listeningPorts")) {
      ports.add(
          ListeningPort.builder()
              .port(Math.max(0, port.smallInteger("port")))
              .timeWait(port.smallInteger("timeWait"))
              .closesBy(closes(port, "closesBy"))
              .exchangesMedian(port.smallInteger("exchangesMedian"))
              .ageMillisMedian(port.integer("ageMillisMedian"))
              .sites(shares(port))
              .closingSites(closingShares(port))
              .build());
    }
    return ports;
  }

  private static Ends ends(JsonObject destination) throws ReportFormatException {
    List<Ending> endings = new ArrayList<Ending>();
    for (JsonObject ending : destination.objects("endings")) {
      endings.add(
          new Ending(
              initiator(ending),
              spread(ending.object("exchanges")),
              spread(ending.object("idleMillis")),
              spread(ending.object("bytes"))));
    }
    JsonObject failed = destination.object("failedReuse");
    return new Ends(
        endings,
        spread(destination.object("closeIntervalMillis")),
        new FailedReuse(
            failed.integer("afterFin"),
            failed.integer("reset"),
            failed.integer("unanswered"),
            spread(failed.object("idleMillisBeforeFin")),
            spread(failed.object("idleMillisBeforeUse"))));
  }

  private static Spread spread(JsonObject json) throws ReportFormatException {
    return new Spread(
        Math.max(0, json.integer("count")),
        json.integer("low"),
        json.integer("median"),
        json.integer("high"));
  }

  private static List<SiteShare> shares(JsonObject json) throws ReportFormatException {
    List<SiteShare> shares = new ArrayList<SiteShare>();
    for (JsonObject share : json.objects("sites")) {
      shares.add(
          new SiteShare(
              share.string("site"),
              share.string("line"),
              share.string("via"),
              share.smallInteger("timeWait")));
    }
    return shares;
  }

  private static List<ClosingShare> closingShares(JsonObject json) throws ReportFormatException {
    List<ClosingShare> shares = new ArrayList<ClosingShare>();
    for (JsonObject share : json.objects("closingSites")) {
      shares.add(
          new ClosingShare(
              share.string("site"),
              initiator(share),
              how(share),
              share.string("line"),
              share.string("via"),
              share.smallInteger("closes")));
    }
    return shares;
  }

  private static List<Site> sites(JsonObject json) throws ReportFormatException {
    List<Site> sites = new ArrayList<Site>();
    List<JsonObject> all = json.objects("sites");
    all.addAll(json.objects("otherSites"));
    for (JsonObject site : all) {
      sites.add(
          Site.builder()
              .id(site.string("id"))
              .role(role(site))
              .initiator(initiator(site))
              .how(how(site))
              .closes(site.integer("closes"))
              .timeWait(site.smallInteger("timeWait"))
              .sampled(site.flag("sampled"))
              .line(site.string("line"))
              .via(site.string("via"))
              .frames(site.strings("frames"))
              .build());
    }
    return sites;
  }

  private static List<CloseWaitGroup> closeWait(JsonObject json) throws ReportFormatException {
    List<CloseWaitGroup> groups = new ArrayList<CloseWaitGroup>();
    for (JsonObject group : json.objects("closeWait")) {
      groups.add(
          CloseWaitGroup.builder()
              .role(role(group))
              .remote(group.string("remote"))
              .listeningPort(Math.max(0, group.smallInteger("listeningPort")))
              .count(group.smallInteger("count"))
              .olderThanMinute(group.smallInteger("olderThanMinute"))
              .oldestSeconds(group.decimal("oldestSeconds"))
              .endOfStreamRead(group.smallInteger("endOfStreamRead"))
              .endOfStreamUnread(group.smallInteger("endOfStreamUnread"))
              .growth(growth(group.object("growth")))
              .openedAt(group.string("openedAt"))
              .line(group.string("line"))
              .via(group.string("via"))
              .frames(group.strings("frames"))
              .build());
    }
    return groups;
  }

  private static Growth growth(JsonObject json) throws ReportFormatException {
    return new Growth(
        json.smallInteger("peak"),
        json.decimal("secondsToPeak"),
        json.decimal("secondsSincePeak"),
        json.smallInteger("cameLately"),
        json.smallInteger("leftLately"));
  }

  private static List<ConnectFailure> connectFailures(JsonObject json)
      throws ReportFormatException {
    List<ConnectFailure> failures = new ArrayList<ConnectFailure>();
    for (JsonObject failure : json.objects("connectFailures")) {
      failures.add(
          new ConnectFailure(
              failure.string("reason"),
              failure.string("remote"),
              failure.string("local"),
              failure.integer("count"),
              time(failure, "last", "lastMillis"),
              failure.string("line")));
    }
    return failures;
  }

  private static Ports ports(JsonObject json) throws ReportFormatException {
    return Ports.builder()
        .low(json.smallInteger("low"))
        .high(json.smallInteger("high"))
        .reserved(json.smallInteger("reserved"))
        .timeWaitReuse(json.smallInteger("timeWaitReuse"))
        .timeWaitReuseDelayMillis(json.smallInteger("timeWaitReuseDelayMillis"))
        .timestamps(json.smallInteger("timestamps"))
        .maxTimeWaitBuckets(json.smallInteger("maxTimeWaitBuckets"))
        .build();
  }

  private static Totals totals(JsonObject openedJson, JsonObject json)
      throws ReportFormatException {
    Map<Role, Long> opened = new EnumMap<Role, Long>(Role.class);
    Map<Role, Integer> timeWait = new EnumMap<Role, Integer>(Role.class);
    for (Role role : Role.values()) {
      long count = openedJson.integer(role.label());
      if (count >= 0) {
        opened.put(role, count);
      }
      int sockets = json.object("timeWait").smallInteger(role.label());
      if (sockets >= 0) {
        timeWait.put(role, sockets);
      }
    }
    List<Lifetime> lifetimes = new ArrayList<Lifetime>();
    for (JsonObject lifetime : json.objects("lifetimes")) {
      lifetimes.add(
          new Lifetime(
              role(lifetime),
              initiator(lifetime),
              lifetime.integer("count"),
              lifetime.integer("nanos")));
    }
    List<CheckTime> checks = new ArrayList<CheckTime>();
    for (JsonObject check : json.objects("checks")) {
      checks.add(
          new CheckTime(check.string("source"), check.integer("count"), check.integer("nanos")));
    }
    return Totals.builder()
        .opened(opened)
        .lifetimes(lifetimes)
        .timeWait(timeWait)
        .portsUsed(json.smallInteger("portsUsed"))
        .checks(checks)
        .build();
  }

  private static AgentHealth agent(JsonObject json) throws ReportFormatException {
    Map<String, String> capabilities = new LinkedHashMap<String, String>();
    JsonObject given = json.object("capabilities");
    for (String name : given.keys()) {
      capabilities.put(name, given.string(name));
    }
    return AgentHealth.builder()
        .version(json.string("version"))
        .dropped(json.integer("dropped"))
        .errors(json.integer("errors"))
        .corrected(json.integer("corrected"))
        .hookNanosMedian(json.integer("hookNanosMedian"))
        .capabilities(capabilities)
        .problems(json.strings("problems"))
        .build();
  }

  private static Thresholds thresholds(JsonObject json) throws ReportFormatException {
    JsonObject given = json.object("thresholds");
    int timeWait = given.smallInteger("timeWait");
    int closeWait = given.smallInteger("closeWait");
    double ports = given.decimal("portsPercent") / 100;
    boolean known = timeWait >= 0 && closeWait >= 0 && ports >= 0;
    return known ? new Thresholds(timeWait, closeWait, ports) : null;
  }

  private static List<Finding> findings(JsonObject json, String key) throws ReportFormatException {
    List<Finding> findings = new ArrayList<Finding>();
    for (JsonObject finding : json.objects(key)) {
      Map<String, Object> evidence = new LinkedHashMap<String, Object>();
      JsonObject given = finding.object("evidence");
      for (String name : given.keys()) {
        evidence.put(name, given.raw(name));
      }
      String topic = finding.string("topic");
      findings.add(
          new FindingBuilder(finding.string("id"), severity(finding), finding.string("subject"))
              .topic(topic.isEmpty() ? finding.string("id") : topic)
              .summary(finding.string("summary"))
              .details(finding.strings("details"))
              .cause(finding.string("cause"))
              .evidence(evidence)
              .remedies(finding.strings("remedy"))
              .notRemedies(finding.strings("notRemedy"))
              .counting(finding.integer("count"), finding.string("unit"))
              .explains(finding.strings("explains"))
              .life(life(finding))
              .build());
    }
    return findings;
  }

  private static FindingLife life(JsonObject json) throws ReportFormatException {
    return new FindingLife(
        json.decimal("sinceSeconds"),
        json.decimal("awaySeconds"),
        json.integer("peak"),
        Math.max(0, json.smallInteger("times")));
  }

  static Role role(JsonObject json) throws ReportFormatException {
    for (Role role : Role.values()) {
      if (role.label().equals(json.string("role"))) {
        return role;
      }
    }
    return Role.UNKNOWN;
  }

  private static Initiator initiator(JsonObject json) throws ReportFormatException {
    for (Initiator initiator : Initiator.values()) {
      if (initiator.label().equals(json.string("initiator"))) {
        return initiator;
      }
    }
    return Initiator.UNKNOWN;
  }

  private static How how(JsonObject json) throws ReportFormatException {
    for (How how : How.values()) {
      if (how.label().equals(json.string("how"))) {
        return how;
      }
    }
    return How.UNKNOWN;
  }

  private static Severity severity(JsonObject json) throws ReportFormatException {
    for (Severity severity : Severity.values()) {
      if (severity.label().equals(json.string("severity"))) {
        return severity;
      }
    }
    // A severity of a later version is at least worth reading.
    return Severity.WARNING;
  }

  /** A time, from its milliseconds where they are given. */
  private static long time(JsonObject json, String key, String millisKey)
      throws ReportFormatException {
    String text = json.string(key);
    try {
      long toTheSecond = Instant.parse(text).toEpochMilli();
      return json.raw(millisKey) == null ? toTheSecond : json.integer(millisKey);
    } catch (DateTimeException e) {
      throw new ReportFormatException("not a report: " + key + " should be a UTC time");
    } catch (ArithmeticException e) {
      throw new ReportFormatException("not a report: " + key + " is out of range");
    }
  }
}
