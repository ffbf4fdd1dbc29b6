package io.firstfin.report;

import io.firstfin.picture.ListeningPort;

/** One object of the array {@code listeningPorts} of the report. */
final class ListeningPortJson {
  private ListeningPortJson() {}

  static Object write(ListeningPort port) {
    return new JsonFields()
        .count("port", port.port)
        .count("timeWait", port.timeWait)
        .list("closesBy", port.closesBy, CloseCountJson::write)
        .count("exchangesMedian", port.exchangesMedian)
        .count("ageMillisMedian", port.ageMillisMedian)
        .decimal("secondsSinceServed", port.secondsSinceServed)
        .list("sites", port.sites, SiteShareJson::write)
        .list("closingSites", port.closingSites, ClosingShareJson::write)
        .object();
  }

  static ListeningPort read(JsonObject json) throws ReportFormatException {
    return ListeningPort.builder()
        .port(Math.max(0, json.smallInteger("port")))
        .timeWait(json.smallInteger("timeWait"))
        .closesBy(json.list("closesBy", CloseCountJson::read))
        .exchangesMedian(json.smallInteger("exchangesMedian"))
        .ageMillisMedian(json.integer("ageMillisMedian"))
        .secondsSinceServed(json.decimal("secondsSinceServed"))
        .sites(json.list("sites", SiteShareJson::read))
        .closingSites(json.list("closingSites", ClosingShareJson::read))
        .build();
  }
}
