package io.firstfin.report;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.FindingLife;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Thresholds;
import io.firstfin.picture.AgentHealth;
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
import io.firstfin.picture.LookTime;
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
        new Picture(
            json.integer("pid"),
            time(json, "time", "timeMillis"),
            json.decimal("watchingSeconds"),
            kernel(json.object("kernel")),
            closes(json, "closes"),
            timeWait(json.object("timeWait")),
            json.smallInteger("top"),
            destinations(json),
            listeningPorts(json),
            sites(json),
            closeWait(json),
            FinWait2Json.read(json.object("finWait2")),
            UnconnectedJson.read(json.object("unconnected")),
            connectFailures(json),
            ports(json.object("ports")),
            CountersJson.read(json.object("counters")),
            totals(json.object("opened"), json.object("totals")),
            agent(json.object("agent")));
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
          new Destination(
              role(destination),
              destination.string("remote"),
              Math.max(0, destination.smallInteger("listeningPort")),
              destination.smallInteger("timeWait"),
              destination.smallInteger("timeWaitAll"),
              destination.decimal("timeWaitGrowth"),
              destination.smallInteger("closeWait"),
              destination.integer("closes"),
              destination.integer("closesLocalFirst"),
              closes(destination, "closesBy"),
              destination.decimal("closesPerSecond"),
              destination.decimal("timeWaitClosesPerSecond"),
              destination.smallInteger("portsUsed"),
              destination.smallInteger("portsMax"),
              destination.decimal("secondsToExhaustion"),
              destination.smallInteger("exchangesMedian"),
              destination.integer("ageMillisMedian"),
              destination.integer("useMillisMedian"),
              ends(destination),
              shares(destination),
              closingShares(destination)));
    }
    return destinations;
  }

  private static List<ListeningPort> listeningPorts(JsonObject json) throws ReportFormatException {
    List<ListeningPort> ports = new ArrayList<ListeningPort>();
    for (JsonObject port : json.objects("listeningPorts")) {
      ports.add(
          new ListeningPort(
              Math.max(0, port.smallInteger("port")),
              port.smallInteger("timeWait"),
              closes(port, "closesBy"),
              port.smallInteger("exchangesMedian"),
              port.integer("ageMillisMedian"),
              shares(port),
              closingShares(port)));
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
          new Site(
              site.string("id"),
              role(site),
              initiator(site),
              how(site),
              site.integer("closes"),
              site.smallInteger("timeWait"),
              site.flag("sampled"),
              site.string("line"),
              site.string("via"),
              site.strings("frames")));
    }
    return sites;
  }

  private static List<CloseWaitGroup> closeWait(JsonObject json) throws ReportFormatException {
    List<CloseWaitGroup> groups = new ArrayList<CloseWaitGroup>();
    for (JsonObject group : json.objects("closeWait")) {
      groups.add(
          new CloseWaitGroup(
              role(group),
              group.string("remote"),
              Math.max(0, group.smallInteger("listeningPort")),
              group.smallInteger("count"),
              group.smallInteger("olderThanMinute"),
              group.decimal("oldestSeconds"),
              group.smallInteger("endOfStreamRead"),
              group.smallInteger("endOfStreamUnread"),
              growth(group.object("growth")),
              group.string("openedAt"),
              group.string("line"),
              group.string("via"),
              group.strings("frames")));
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
    return new Ports(
        json.smallInteger("low"),
        json.smallInteger("high"),
        json.smallInteger("reserved"),
        json.smallInteger("timeWaitReuse"),
        json.smallInteger("timeWaitReuseDelayMillis"),
        json.smallInteger("timestamps"),
        json.smallInteger("maxTimeWaitBuckets"));
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
    List<LookTime> looks = new ArrayList<LookTime>();
    for (JsonObject look : json.objects("looks")) {
      looks.add(new LookTime(look.string("source"), look.integer("count"), look.integer("nanos")));
    }
    return new Totals(opened, lifetimes, timeWait, json.smallInteger("portsUsed"), looks);
  }

  private static AgentHealth agent(JsonObject json) throws ReportFormatException {
    Map<String, String> capabilities = new LinkedHashMap<String, String>();
    JsonObject given = json.object("capabilities");
    for (String name : given.keys()) {
      capabilities.put(name, given.string(name));
    }
    return new AgentHealth(
        json.string("version"),
        json.integer("dropped"),
        json.integer("errors"),
        json.integer("corrected"),
        json.integer("hookNanosMedian"),
        capabilities,
        json.strings("problems"));
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
