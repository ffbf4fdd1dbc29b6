package io.firstfin.report;

import io.firstfin.picture.HeldSockets;

/** The object {@code heldSockets} of the report: sockets with a descriptor, by opener. */
final class HeldSocketsJson {
  private HeldSocketsJson() {}

  static Object write(HeldSockets sockets) {
    return new JsonFields()
        .count("count", sockets.count)
        .count("clients", sockets.clients)
        .list("openers", sockets.openers, OpenerCountJson::write)
        .object();
  }

  static HeldSockets read(JsonObject json) throws ReportFormatException {
    return new HeldSockets(
        json.smallInteger("count"),
        json.smallInteger("clients"),
        json.list("openers", OpenerCountJson::read));
  }
}
