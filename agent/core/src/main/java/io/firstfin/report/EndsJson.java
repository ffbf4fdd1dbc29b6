package io.firstfin.report;

import io.firstfin.picture.Ending;
import io.firstfin.picture.Ends;
import io.firstfin.picture.FailedReuse;
import io.firstfin.vocabulary.Initiator;

/** How the connections of a destination ended: three keys in the destination's own object. */
final class EndsJson {
  private EndsJson() {}

  static void write(Ends ends, JsonFields destination) {
    destination
        .list("endings", ends.byInitiator, EndsJson::ending)
        .put("closeIntervalMillis", SpreadJson.write(ends.closeIntervalMillis))
        .put("failedReuse", failedReuse(ends.failedReuse));
  }

  static Ends read(JsonObject destination) throws ReportFormatException {
    return new Ends(
        destination.list("endings", EndsJson::ending),
        SpreadJson.read(destination.object("closeIntervalMillis")),
        failedReuse(destination.object("failedReuse")));
  }

  private static Object ending(Ending ending) {
    return new JsonFields()
        .label("initiator", ending.initiator)
        .put("exchanges", SpreadJson.write(ending.exchanges))
        .put("idleMillis", SpreadJson.write(ending.idleMillis))
        .put("bytes", SpreadJson.write(ending.bytes))
        .object();
  }

  private static Ending ending(JsonObject json) throws ReportFormatException {
    return new Ending(
        json.label("initiator", Initiator.values(), Initiator.UNKNOWN),
        SpreadJson.read(json.object("exchanges")),
        SpreadJson.read(json.object("idleMillis")),
        SpreadJson.read(json.object("bytes")));
  }

  private static Object failedReuse(FailedReuse failed) {
    return new JsonFields()
        .count("afterFin", failed.afterFin)
        .count("reset", failed.reset)
        .count("unanswered", failed.unanswered)
        .count("resetWhileIdle", failed.resetWhileIdle)
        .put("idleMillisBeforeFin", SpreadJson.write(failed.idleMillisBeforeFin))
        .put("idleMillisBeforeUse", SpreadJson.write(failed.idleMillisBeforeUse))
        .object();
  }

  private static FailedReuse failedReuse(JsonObject json) throws ReportFormatException {
    return new FailedReuse(
        json.integer("afterFin"),
        json.integer("reset"),
        json.integer("unanswered"),
        json.integer("resetWhileIdle"),
        SpreadJson.read(json.object("idleMillisBeforeFin")),
        SpreadJson.read(json.object("idleMillisBeforeUse")));
  }
}
