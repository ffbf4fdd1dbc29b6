package io.firstfin.report;

import io.firstfin.picture.Destination;
import io.firstfin.vocabulary.Role;

/** One object of the array {@code destinations} of the report; the contract's keys come first. */
final class DestinationJson {
  private DestinationJson() {}

  static Object write(Destination destination) {
    JsonFields json =
        new JsonFields()
            .label("role", destination.role)
            .put("remote", destination.remote)
            .count("timeWait", destination.timeWait)
            .count("closeWait", destination.closeWait)
            .decimal("closesPerSecond", destination.closesPerSecond)
            .count("portsUsed", destination.portsUsed)
            .count("portsMax", destination.portsMax)
            .decimal("secondsToExhaustion", destination.secondsToExhaustion)
            .put("name", destination.name)
            .count("listeningPort", destination.listeningPort)
            .count("timeWaitAll", destination.timeWaitAll)
            .decimal("timeWaitGrowth", destination.timeWaitGrowth)
            .count("closes", destination.closes)
            .count("closesLocalFirst", destination.closesLocalFirst)
            .list("closesBy", destination.closesBy, CloseCountJson::write)
            .count("closesLately", destination.closesLately)
            .count("timedOutLately", destination.timedOutLately)
            .decimal("timeWaitClosesPerSecond", destination.timeWaitClosesPerSecond)
            .count("exchangesMedian", destination.exchangesMedian)
            .count("ageMillisMedian", destination.ageMillisMedian)
            .count("useMillisMedian", destination.useMillisMedian);
    EndsJson.write(destination.ends, json);
    return json.list("sites", destination.sites, SiteShareJson::write)
        .list("closingSites", destination.closingSites, ClosingShareJson::write)
        .object();
  }

  static Destination read(JsonObject json) throws ReportFormatException {
    return Destination.builder()
        .role(json.label("role", Role.values(), Role.UNKNOWN))
        .remote(json.string("remote"))
        .name(json.string("name"))
        .listeningPort(Math.max(0, json.smallInteger("listeningPort")))
        .timeWait(json.smallInteger("timeWait"))
        .timeWaitAll(json.smallInteger("timeWaitAll"))
        .timeWaitGrowth(json.decimal("timeWaitGrowth"))
        .closeWait(json.smallInteger("closeWait"))
        .closes(json.integer("closes"))
        .closesLocalFirst(json.integer("closesLocalFirst"))
        .closesBy(json.list("closesBy", CloseCountJson::read))
        .closesLately(json.integer("closesLately"))
        .timedOutLately(json.smallInteger("timedOutLately"))
        .closesPerSecond(json.decimal("closesPerSecond"))
        .timeWaitClosesPerSecond(json.decimal("timeWaitClosesPerSecond"))
        .portsUsed(json.smallInteger("portsUsed"))
        .portsMax(json.smallInteger("portsMax"))
        .secondsToExhaustion(json.decimal("secondsToExhaustion"))
        .exchangesMedian(json.smallInteger("exchangesMedian"))
        .ageMillisMedian(json.integer("ageMillisMedian"))
        .useMillisMedian(json.integer("useMillisMedian"))
        .ends(EndsJson.read(json))
        .sites(json.list("sites", SiteShareJson::read))
        .closingSites(json.list("closingSites", ClosingShareJson::read))
        .build();
  }
}
