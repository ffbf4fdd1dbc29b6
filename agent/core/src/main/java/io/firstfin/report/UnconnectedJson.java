package io.firstfin.report;

import io.firstfin.picture.Unconnected;

/**
 * The object {@code unconnected} of the report: sockets that have a descriptor and no connection.
 */
final class UnconnectedJson {
  private UnconnectedJson() {}

  static Object write(Unconnected unconnected) {
    return new JsonFields()
        .count("count", unconnected.count)
        .count("olderThanMinute", unconnected.olderThanMinute)
        .decimal("oldestSeconds", unconnected.oldestSeconds)
        .count("onceConnected", unconnected.onceConnected)
        .list("openers", unconnected.openers, OpenerCountJson::write)
        .object();
  }

  static Unconnected read(JsonObject json) throws ReportFormatException {
    return new Unconnected(
        json.smallInteger("count"),
        json.smallInteger("olderThanMinute"),
        json.decimal("oldestSeconds"),
        json.smallInteger("onceConnected"),
        json.list("openers", OpenerCountJson::read));
  }
}
