package io.firstfin.report;

import io.firstfin.picture.TimeWait;

/** The object {@code timeWait} of the report. */
final class TimeWaitJson {
  private TimeWaitJson() {}

  static Object write(TimeWait timeWait) {
    return new JsonFields()
        .count("total", timeWait.total)
        .count("thisJvm", timeWait.thisJvm)
        .count("others", timeWait.others)
        .object();
  }

  static TimeWait read(JsonObject json) throws ReportFormatException {
    return new TimeWait(
        json.smallInteger("total"), json.smallInteger("thisJvm"), json.smallInteger("others"));
  }
}
