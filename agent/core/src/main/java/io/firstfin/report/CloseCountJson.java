package io.firstfin.report;

import io.firstfin.picture.CloseCount;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;

/** One object of the arrays {@code closes} and {@code closesBy} of the report. */
final class CloseCountJson {
  private CloseCountJson() {}

  static Object write(CloseCount close) {
    return new JsonFields()
        .label("role", close.role)
        .label("initiator", close.initiator)
        .label("how", close.how)
        .count("count", close.count)
        .put("reset", HowJson.reset(close.how, close.initiator))
        .object();
  }

  static CloseCount read(JsonObject json) throws ReportFormatException {
    return new CloseCount(
        json.label("role", Role.values(), Role.UNKNOWN),
        json.label("initiator", Initiator.values(), Initiator.UNKNOWN),
        HowJson.read(json),
        json.integer("count"));
  }
}
