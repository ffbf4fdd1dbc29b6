package io.firstfin.report;

import io.firstfin.picture.IdleRace;
import io.firstfin.picture.ListeningPort;

/** One object of the array {@code listeningPorts} of the report. */
final class ListeningPortJson {
  private ListeningPortJson() {}

  static Object write(ListeningPort port) {
    return new JsonFields()
        .count("port", port.port)
        .put("library", port.library)
        .count("timeWait", port.timeWait)
        .list("closesBy", port.closesBy, CloseCountJson::write)
        .count("exchangesMedian", port.exchangesMedian)
        .count("ageMillisMedian", port.ageMillisMedian)
        .decimal("secondsSinceServed", port.secondsSinceServed)
        .put("idleRace", idleRace(port.idleRace))
        .list("sites", port.sites, SiteShareJson::write)
        .list("closingSites", port.closingSites, ClosingShareJson::write)
        .object();
  }

  static ListeningPort read(JsonObject json) throws ReportFormatException {
    return ListeningPort.builder()
        .port(Math.max(0, json.smallInteger("port")))
        .library(json.string("library"))
        .timeWait(json.smallInteger("timeWait"))
        .closesBy(json.list("closesBy", CloseCountJson::read))
        .exchangesMedian(json.smallInteger("exchangesMedian"))
        .ageMillisMedian(json.integer("ageMillisMedian"))
        .secondsSinceServed(json.decimal("secondsSinceServed"))
        .idleRace(idleRace(json.object("idleRace")))
        .sites(json.list("sites", SiteShareJson::read))
        .closingSites(json.list("closingSites", ClosingShareJson::read))
        .build();
  }

  private static Object idleRace(IdleRace race) {
    return new JsonFields()
        .count("closed", race.closed)
        .count("vanished", race.vanished)
        .count("answered", race.answered)
        .count("resets", race.resets)
        .put("idleMillis", SpreadJson.write(race.idleMillis))
        .object();
  }

  private static IdleRace idleRace(JsonObject json) throws ReportFormatException {
    return new IdleRace(
        json.integer("closed"),
        json.integer("vanished"),
        json.integer("answered"),
        json.integer("resets"),
        SpreadJson.read(json.object("idleMillis")));
  }
}
