package io.firstfin.report;

import io.firstfin.picture.AcceptQueue;

/** One object of the array {@code acceptQueues} of the report. */
final class AcceptQueueJson {
  private AcceptQueueJson() {}

  static Object write(AcceptQueue queue) {
    return new JsonFields()
        .count("port", queue.port)
        .count("waiting", queue.waiting)
        .count("limit", queue.limit)
        .decimal("fullSeconds", queue.fullSeconds)
        .decimal("secondsSinceFull", queue.secondsSinceFull)
        .object();
  }

  static AcceptQueue read(JsonObject json) throws ReportFormatException {
    return new AcceptQueue(
        Math.max(0, json.smallInteger("port")),
        Math.max(0, json.smallInteger("waiting")),
        json.smallInteger("limit"),
        json.decimal("fullSeconds"),
        json.decimal("secondsSinceFull"));
  }
}
