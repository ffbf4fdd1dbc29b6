package io.firstfin.report;

import io.firstfin.picture.Spread;

/** How a figure of many connections was distributed. */
final class SpreadJson {
  private SpreadJson() {}

  static Object write(Spread spread) {
    return new JsonFields()
        .count("count", spread.count)
        .count("low", spread.low)
        .count("median", spread.median)
        .count("high", spread.high)
        .object();
  }

  static Spread read(JsonObject json) throws ReportFormatException {
    return new Spread(
        Math.max(0, json.integer("count")),
        json.integer("low"),
        json.integer("median"),
        json.integer("high"));
  }
}
