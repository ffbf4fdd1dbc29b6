package io.firstfin.report;

import static io.firstfin.report.JsonFields.list;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The report for programs. Its keys are stable; more keys may be added. A number that is not known
 * is null, and a state that is not known is absent. {@code docs/report.schema.json} describes it.
 */
public final class ReportJson {
  /** Raised when a key changes its meaning or is removed. */
  static final int VERSION = 1;

  /** Every key but the version, in the order of the report. A new fact adds a line here. */
  private static final List<ReportPart> PARTS =
      Arrays.asList(
          part(
              "pid",
              report -> report.picture.pid,
              (json, key, to) -> to.picture.pid(json.integer(key))),
          part(
              "time",
              report -> JsonFields.time(report.picture.timeMillis),
              (json, key, to) -> to.picture.timeMillis(json.time(key))),
          part(
              "watchingSeconds",
              report -> JsonFields.decimal(report.picture.watchingSeconds),
              (json, key, to) -> to.picture.watchingSeconds(json.decimal(key))),
          part(
              "kernel",
              report -> KernelViewJson.write(report.picture.kernel),
              (json, key, to) -> to.picture.kernel(KernelViewJson.read(json.object(key)))),
          part(
              "closes",
              report -> list(report.picture.closes, CloseCountJson::write),
              (json, key, to) -> to.picture.closes(json.list(key, CloseCountJson::read))),
          part(
              "timeWait",
              report -> TimeWaitJson.write(report.picture.timeWait),
              (json, key, to) -> to.picture.timeWait(TimeWaitJson.read(json.object(key)))),
          part(
              "top",
              report -> JsonFields.count(report.picture.top),
              (json, key, to) -> to.picture.top(json.smallInteger(key))),
          part(
              "destinations",
              report -> list(report.picture.heaviestDestinations(), DestinationJson::write),
              (json, key, to) -> to.destinations.addAll(json.list(key, DestinationJson::read))),
          part(
              "otherDestinations",
              report -> list(report.picture.otherDestinations(), DestinationJson::write),
              (json, key, to) -> to.destinations.addAll(json.list(key, DestinationJson::read))),
          part(
              "listeningPorts",
              report -> list(report.picture.listeningPorts, ListeningPortJson::write),
              (json, key, to) ->
                  to.picture.listeningPorts(json.list(key, ListeningPortJson::read))),
          part(
              "sites",
              report -> list(report.picture.heaviestSites(), SiteJson::write),
              (json, key, to) -> to.sites.addAll(json.list(key, SiteJson::read))),
          part(
              "otherSites",
              report -> list(report.picture.otherSites(), SiteJson::write),
              (json, key, to) -> to.sites.addAll(json.list(key, SiteJson::read))),
          part(
              "lastCloses",
              report -> SettledCloseJson.write(report.picture.lastCloses),
              (json, key, to) -> to.picture.lastCloses(json.list(key, SettledCloseJson::read))),
          part(
              "closeWait",
              report -> list(report.picture.closeWait, CloseWaitJson::write),
              (json, key, to) -> to.picture.closeWait(json.list(key, CloseWaitJson::read))),
          part(
              "finWait2",
              report -> FinWait2Json.write(report.picture.finWait2),
              (json, key, to) -> to.picture.finWait2(FinWait2Json.read(json.object(key)))),
          part(
              "unconnected",
              report -> UnconnectedJson.write(report.picture.unconnected),
              (json, key, to) -> to.picture.unconnected(UnconnectedJson.read(json.object(key)))),
          part(
              "idle",
              report -> IdleConnectionsJson.write(report.picture.idle),
              (json, key, to) -> to.picture.idle(IdleConnectionsJson.read(json.object(key)))),
          part(
              "heldSockets",
              report -> HeldSocketsJson.write(report.picture.heldSockets),
              (json, key, to) -> to.picture.heldSockets(HeldSocketsJson.read(json.object(key)))),
          part(
              "acceptQueues",
              report -> list(report.picture.acceptQueues, AcceptQueueJson::write),
              (json, key, to) -> to.picture.acceptQueues(json.list(key, AcceptQueueJson::read))),
          part(
              "connectFailures",
              report -> list(report.picture.connectFailures, ConnectFailureJson::write),
              (json, key, to) ->
                  to.picture.connectFailures(json.list(key, ConnectFailureJson::read))),
          part(
              "totals",
              report -> TotalsJson.write(report.picture.totals),
              (json, key, to) -> to.picture.totals(TotalsJson.read(json.object(key)))),
          part(
              "ports",
              report -> PortsJson.write(report.picture.ports),
              (json, key, to) -> to.picture.ports(PortsJson.read(json.object(key)))),
          part(
              "descriptors",
              report -> DescriptorsJson.write(report.picture.descriptors),
              (json, key, to) -> to.picture.descriptors(DescriptorsJson.read(json.object(key)))),
          part(
              "counters",
              report -> CountersJson.write(report.picture.counters),
              (json, key, to) -> to.picture.counters(CountersJson.read(json.object(key)))),
          part(
              "findings",
              report -> list(report.findings, FindingJson::write),
              (json, key, to) -> to.findings.addAll(json.list(key, FindingJson::read))),
          part(
              "ending",
              report -> list(report.ending, FindingJson::write),
              (json, key, to) -> to.ending.addAll(json.list(key, FindingJson::read))),
          part(
              "ended",
              report -> list(report.ended, FindingJson::write),
              (json, key, to) -> to.ended.addAll(json.list(key, FindingJson::read))),
          part(
              "thresholds",
              report -> ThresholdsJson.write(report.thresholds),
              (json, key, to) -> to.thresholds = ThresholdsJson.read(json.object(key))),
          part(
              "agent",
              report -> AgentHealthJson.write(report.picture.agent),
              (json, key, to) -> to.picture.agent(AgentHealthJson.read(json.object(key)))));

  private ReportJson() {}

  /** The report as JSON in ASCII; times are in UTC, to the millisecond. */
  public static String write(Report report) {
    return JsonWriter.write(object(report));
  }

  /** The report as a value for {@link JsonWriter}, to be a part of a larger text. */
  public static Object object(Report report) {
    JsonFields json = new JsonFields().put("version", VERSION);
    for (ReportPart part : PARTS) {
      json.put(part.key, part.write(report));
    }
    return json.object();
  }

  /**
   * The report that a text holds. Keys that this version does not know are ignored.
   *
   * @throws ReportFormatException when the text is not JSON, not a report, or of another version
   */
  public static Report read(String text) throws ReportFormatException {
    JsonObject json = JsonObject.root(JsonReader.read(text));
    long version = json.integer("version");
    if (version != VERSION) {
      throw new ReportFormatException(
          (version < 0 ? "not a report: version is missing" : "the report has version " + version)
              + "; this firstfin.jar reads version "
              + VERSION);
    }
    ReportDraft report = new ReportDraft();
    for (ReportPart part : PARTS) {
      part.read(json, report);
    }
    return report.build();
  }

  private static ReportPart part(
      String key, Function<Report, Object> writer, ReportPart.Reader reader) {
    return new ReportPart(key, writer, reader);
  }
}
