package io.firstfin.report;

import io.firstfin.picture.ConnectFailure;

/** One object of the array {@code connectFailures} of the report. */
final class ConnectFailureJson {
  private ConnectFailureJson() {}

  static Object write(ConnectFailure failure) {
    return new JsonFields()
        .put("reason", failure.reason)
        .put("remote", failure.remote)
        .put("local", failure.local)
        .count("count", failure.count)
        .time("last", failure.lastMillis)
        .put("line", failure.line)
        .object();
  }

  static ConnectFailure read(JsonObject json) throws ReportFormatException {
    return new ConnectFailure(
        json.string("reason"),
        json.string("remote"),
        json.string("local"),
        json.integer("count"),
        json.time("last"),
        json.string("line"));
  }
}
