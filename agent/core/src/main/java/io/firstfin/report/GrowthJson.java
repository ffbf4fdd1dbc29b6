package io.firstfin.report;

import io.firstfin.picture.Growth;

/** The object {@code growth} of a group of sockets. */
final class GrowthJson {
  private GrowthJson() {}

  static Object write(Growth growth) {
    return new JsonFields()
        .count("peak", growth.peak)
        .decimal("secondsToPeak", growth.secondsToPeak)
        .decimal("secondsSincePeak", growth.secondsSincePeak)
        .count("cameLately", growth.cameLately)
        .count("leftLately", growth.leftLately)
        .object();
  }

  static Growth read(JsonObject json) throws ReportFormatException {
    return new Growth(
        json.smallInteger("peak"),
        json.decimal("secondsToPeak"),
        json.decimal("secondsSincePeak"),
        json.smallInteger("cameLately"),
        json.smallInteger("leftLately"));
  }
}
