package io.firstfin.report;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.Thresholds;
import io.firstfin.picture.AgentHealth;
import io.firstfin.picture.CheckTime;
import io.firstfin.picture.CloseCount;
import io.firstfin.picture.CloseWaitGroup;
import io.firstfin.picture.ClosingShare;
import io.firstfin.picture.ConnectFailure;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Ending;
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
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The report for programs. Its keys are stable; more may be added. A number that is not known is
 * null, a state that is not known is absent.
 */
public final class ReportJson {
  /** Raised when a key changes its meaning or goes. */
  static final int VERSION = 1;

  private ReportJson() {}

  /**
   * The report as JSON in ASCII; times to the second, and where rules read them to the millisecond.
   */
  public static String write(Report report) {
    Picture picture = report.picture;
    Map<String, Object> json = new LinkedHashMap<String, Object>();
    json.put("version", VERSION);
    json.put("pid", picture.pid);
    json.put("time", time(picture.timeMillis));
    json.put("watchingSeconds", decimal(picture.watchingSeconds));
    json.put("kernel", kernel(picture.kernel));
    json.put("closes", closes(picture.closes));
    json.put("timeWait", timeWait(picture.timeWait));
    json.put("top", count(picture.top));
    json.put("destinations", destinations(picture.heaviestDestinations()));
    json.put("otherDestinations", destinations(picture.otherDestinations()));
    json.put("listeningPorts", listeningPorts(picture.listeningPorts));
    json.put("sites", sites(picture.heaviestSites()));
    json.put("otherSites", sites(picture.otherSites()));
    json.put("closeWait", closeWait(picture.closeWait));
    json.put("finWait2", FinWait2Json.write(picture.finWait2));
    json.put("unconnected", UnconnectedJson.write(picture.unconnected));
    json.put("connectFailures", connectFailures(picture.connectFailures));
    json.put("opened", byRole(picture.totals.opened));
    json.put("totals", totals(picture.totals));
    json.put("ports", ports(picture.ports));
    json.put("counters", CountersJson.write(picture.counters));
    json.put("findings", findings(report.findings));
    json.put("ending", findings(report.ending));
    json.put("thresholds", thresholds(report.thresholds));
    json.put("agent", agent(picture.agent));
    json.put("timeMillis", picture.timeMillis);
    return JsonWriter.write(json);
  }

  /**
   * The report that a text holds. Keys that this version does not know are ignored.
   *
   * @throws ReportFormatException when the text is not JSON, not a report, or of another version
   */
  public static Report read(String json) throws ReportFormatException {
    return ReportReader.read(json);
  }

  private static Object kernel(KernelView kernel) {
    Map<String, Object> json = new LinkedHashMap<String, Object>();
    json.put("source", kernel.source);
    json.put("millis", decimal(kernel.millis));
    json.put("states", states(kernel.states));
    json.put("statesOfThisJvm", states(kernel.statesOfThisJvm));
    return json;
  }

  private static Object states(Map<TcpState, Integer> states) {
    Map<String, Object> json = new LinkedHashMap<String, Object>();
    for (TcpState state : TcpState.values()) {
      if (states.get(state) != null) {
        json.put(state.label(), states.get(state));
      }
    }
    return json;
  }

  private static Object byRole(Map<Role, ? extends Number> numbers) {
    Map<String, Object> json = new LinkedHashMap<String, Object>();
    for (Map.Entry<Role, ? extends Number> entry : numbers.entrySet()) {
      json.put(entry.getKey().label(), entry.getValue());
    }
    return json;
  }

  private static Object totals(Totals totals) {
    List<Object> lifetimes = new ArrayList<Object>();
    for (Lifetime lifetime : totals.lifetimes) {
      Map<String, Object> json = new LinkedHashMap<String, Object>();
      json.put("role", lifetime.role.label());
      json.put("initiator", lifetime.initiator.label());
      json.put("count", lifetime.count);
      json.put("nanos", lifetime.nanos);
      lifetimes.add(json);
    }
    List<Object> checks = new ArrayList<Object>();
    for (CheckTime check : totals.checks) {
      Map<String, Object> json = new LinkedHashMap<String, Object>();
      json.put("source", check.source);
      json.put("count", check.count);
      json.put("nanos", check.nanos);
      checks.add(json);
    }
    Map<String, Object> json = new LinkedHashMap<String, Object>();
    json.put("timeWait", byRole(totals.timeWait));
    json.put("portsUsed", count(totals.portsUsed));
    json.put("lifetimes", lifetimes);
    json.put("checks", checks);
    return json;
  }

  private static Object closes(List<CloseCount> closes) {
    List<Object> list = new ArrayList<Object>();
    for (CloseCount close : closes) {
      Map<String, Object> json = new LinkedHashMap<String, Object>();
      json.put("role", close.role.label());
      json.put("initiator", close.initiator.label());
      json.put("how", close.how.label());
      json.put("count", close.count);
      list.add(json);
    }
    return list;
  }

  private static Object timeWait(TimeWait timeWait) {
    Map<String, Object> json = new LinkedHashMap<String, Object>();
    json.put("total", count(timeWait.total));
    json.put("thisJvm", count(timeWait.thisJvm));
    json.put("others", count(timeWait.others));
    return json;
  }

  private static Object destinations(List<Destination> destinations) {
    List<Object> list = new ArrayList<Object>();
    for (Destination destination : destinations) {
      Map<String, Object> json = new LinkedHashMap<String, Object>();
      json.put("role", destination.role.label());
      json.put("remote", destination.remote);
      json.put("timeWait", count(destination.timeWait));
      json.put("closeWait", count(destination.closeWait));
      json.put("closesPerSecond", decimal(destination.closesPerSecond));
      json.put("portsUsed", count(destination.portsUsed));
      json.put("portsMax", count(destination.portsMax));
      json.put("secondsToExhaustion", decimal(destination.secondsToExhaustion));
      json.put("listeningPort", destination.listeningPort);
      json.put("timeWaitAll", count(destination.timeWaitAll));
      json.put("timeWaitGrowth", decimal(destination.timeWaitGrowth));
      json.put("closes", count(destination.closes));
      json.put("closesLocalFirst", count(destination.closesLocalFirst));
      json.put("closesBy", closes(destination.closesBy));
      json.put("timeWaitClosesPerSecond", decimal(destination.timeWaitClosesPerSecond));
      json.put("exchangesMedian", count(destination.exchangesMedian));
      json.put("ageMillisMedian", count(destination.ageMillisMedian));
      json.put("useMillisMedian", count(destination.useMillisMedian));
      json.put("endings", endings(destination.ends.byInitiator));
      json.put("closeIntervalMillis", spread(destination.ends.closeIntervalMillis));
      json.put("failedReuse", failedReuse(destination.ends.failedReuse));
      json.put("sites", shares(destination.sites));
      json.put("closingSites", closingShares(destination.closingSites));
      list.add(json);
    }
    return list;
  }

  private static Object listeningPorts(List<ListeningPort> ports) {
    List<Object> list = new ArrayList<Object>();
    for (ListeningPort port : ports) {
      Map<String, Object> json = new LinkedHashMap<String, Object>();
      json.put("port", port.port);
      json.put("timeWait", count(port.timeWait));
      json.put("closesBy", closes(port.closesBy));
      json.put("exchangesMedian", count(port.exchangesMedian));
      json.put("ageMillisMedian", count(port.ageMillisMedian));
      json.put("sites", shares(port.sites));
      json.put("closingSites", closingShares(port.closingSites));
      list.add(json);
    }
    return list;
  }

  private static Object endings(List<Ending> endings) {
    List<Object> list = new ArrayList<Object>();
    for (Ending ending : endings) {
      Map<String, Object> json = new LinkedHashMap<String, Object>();
      json.put("initiator", ending.initiator.label());
      json.put("exchanges", spread(ending.exchanges));
      json.put("idleMillis", spread(ending.idleMillis));
      json.put("bytes", spread(ending.bytes));
      list.add(json);
    }
    return list;
  }

  private static Object failedReuse(FailedReuse failed) {
    Map<String, Object> json = new LinkedHashMap<String, Object>();
    json.put("afterFin", count(failed.afterFin));
    json.put("reset", count(failed.reset));
    json.put("unanswered", count(failed.unanswered));
    json.put("idleMillisBeforeFin", spread(failed.idleMillisBeforeFin));
    json.put("idleMillisBeforeUse", spread(failed.idleMillisBeforeUse));
    return json;
  }

  private static Object spread(Spread spread) {
    Map<String, Object> json = new LinkedHashMap<String, Object>();
    json.put("count", count(spread.count));
    json.put("low", count(spread.low));
    json.put("median", count(spread.median));
    json.put("high", count(spread.high));
    return json;
  }

  private static Object shares(List<SiteShare> shares) {
    List<Object> list = new ArrayList<Object>();
    for (SiteShare share : shares) {
      Map<String, Object> json = new LinkedHashMap<String, Object>();
      json.put("site", share.site);
      json.put("timeWait", count(share.timeWait));
      json.put("line", share.line);
      json.put("via", share.via);
      list.add(json);
    }
    return list;
  }

  private static Object closingShares(List<ClosingShare> shares) {
    List<Object> list = new ArrayList<Object>();
    for (ClosingShare share : shares) {
      Map<String, Object> json = new LinkedHashMap<String, Object>();
      json.put("site", share.site);
      json.put("initiator", share.initiator.label());
      json.put("how", share.how.label());
      json.put("closes", count(share.closes));
      json.put("line", share.line);
      json.put("via", share.via);
      list.add(json);
    }
    return list;
  }

  private static Object sites(List<Site> sites) {
    List<Object> list = new ArrayList<Object>();
    for (Site site : sites) {
      Map<String, Object> json = new LinkedHashMap<String, Object>();
      json.put("id", site.id);
      json.put("role", site.role.label());
      json.put("initiator", site.initiator.label());
      json.put("how", site.how.label());
      json.put("closes", count(site.closes));
      json.put("timeWait", count(site.timeWait));
      json.put("sampled", site.sampled);
      json.put("line", site.line);
      json.put("via", site.via);
      json.put("frames", site.frames);
      list.add(json);
    }
    return list;
  }

  private static Object closeWait(List<CloseWaitGroup> groups) {
    List<Object> list = new ArrayList<Object>();
    for (CloseWaitGroup group : groups) {
      Map<String, Object> json = new LinkedHashMap<String, Object>();
      json.put("role", group.role.label());
      json.put("remote", group.remote);
      json.put("listeningPort", group.listeningPort);
      json.put("count", count(group.count));
      json.put("olderThanMinute", count(group.olderThanMinute));
      json.put("oldestSeconds", decimal(group.oldestSeconds));
      json.put("endOfStreamRead", count(group.endOfStreamRead));
      json.put("endOfStreamUnread", count(group.endOfStreamUnread));
      json.put("growth", growth(group.growth));
      json.put("openedAt", group.openedAt);
      json.put("line", group.line);
      json.put("via", group.via);
      json.put("frames", group.frames);
      list.add(json);
    }
    return list;
  }

  private static Object growth(Growth growth) {
    Map<String, Object> json = new LinkedHashMap<String, Object>();
    json.put("peak", count(growth.peak));
    json.put("secondsToPeak", decimal(growth.secondsToPeak));
    json.put("secondsSincePeak", decimal(growth.secondsSincePeak));
    json.put("cameLately", count(growth.cameLately));
    json.put("leftLately", count(growth.leftLately));
    return json;
  }

  private static Object connectFailures(List<ConnectFailure> failures) {
    List<Object> list = new ArrayList<Object>();
    for (ConnectFailure failure : failures) {
      Map<String, Object> json = new LinkedHashMap<String, Object>();
      json.put("reason", failure.reason);
      json.put("remote", failure.remote);
      json.put("local", failure.local);
      json.put("count", count(failure.count));
      json.put("last", time(failure.lastMillis));
      json.put("lastMillis", failure.lastMillis);
      json.put("line", failure.line);
      list.add(json);
    }
    return list;
  }

  private static Object ports(Ports ports) {
    Map<String, Object> json = new LinkedHashMap<String, Object>();
    json.put("low", count(ports.low));
    json.put("high", count(ports.high));
    json.put("reserved", count(ports.reserved));
    json.put("timeWaitReuse", count(ports.timeWaitReuse));
    json.put("timeWaitReuseDelayMillis", count(ports.timeWaitReuseDelayMillis));
    json.put("timestamps", count(ports.timestamps));
    json.put("maxTimeWaitBuckets", count(ports.maxTimeWaitBuckets));
    return json;
  }

  private static Object findings(List<Finding> findings) {
    List<Object> list = new ArrayList<Object>();
    for (Finding finding : findings) {
      Map<String, Object> json = new LinkedHashMap<String, Object>();
      json.put("id", finding.id);
      json.put("severity", finding.severity.label());
      json.put("subject", finding.subject);
      json.put("summary", finding.summary);
      json.put("topic", finding.topic);
      json.put("details", finding.details);
      json.put("cause", finding.cause);
      json.put("evidence", finding.evidence);
      json.put("remedy", finding.remedy);
      json.put("notRemedy", finding.notRemedy);
      json.put("explains", finding.explains);
      json.put("unit", finding.unit);
      json.put("count", count(finding.count));
      json.put("peak", count(finding.life.peak));
      json.put("sinceSeconds", decimal(finding.life.sinceSeconds));
      json.put("awaySeconds", decimal(finding.life.awaySeconds));
      json.put("times", finding.life.times);
      list.add(json);
    }
    return list;
  }

  private static Object thresholds(Thresholds thresholds) {
    if (thresholds == null) {
      return null;
    }
    Map<String, Object> json = new LinkedHashMap<String, Object>();
    json.put("timeWait", thresholds.timeWait);
    json.put("closeWait", thresholds.closeWait);
    json.put("portsPercent", BigDecimal.valueOf(thresholds.portsPercent()));
    return json;
  }

  private static Object agent(AgentHealth agent) {
    Map<String, Object> json = new LinkedHashMap<String, Object>();
    json.put("dropped", count(agent.dropped));
    json.put("errors", count(agent.errors));
    json.put("hookNanosMedian", count(agent.hookNanosMedian));
    json.put("capabilities", agent.capabilities);
    json.put("version", agent.version);
    json.put("corrected", count(agent.corrected));
    json.put("problems", agent.problems);
    return json;
  }

  static Long count(long count) {
    return count < 0 ? null : count;
  }

  static BigDecimal decimal(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return null;
    }
    return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP);
  }

  private static String time(long millis) {
    return Instant.ofEpochSecond(Math.floorDiv(millis, 1000L)).toString();
  }
}
