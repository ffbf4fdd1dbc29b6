package io.firstfin.report;

import io.firstfin.picture.CheckTime;
import io.firstfin.picture.Lifetime;
import io.firstfin.picture.Totals;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;

/** The object {@code totals} of the report: sums that option {@code top} does not limit. */
final class TotalsJson {
  private TotalsJson() {}

  static Object write(Totals totals) {
    return new JsonFields()
        .byLabel("opened", totals.opened)
        .byLabel("timeWait", totals.timeWait)
        .count("portsUsed", totals.portsUsed)
        .list("lifetimes", totals.lifetimes, TotalsJson::lifetime)
        .list("checks", totals.checks, TotalsJson::check)
        .object();
  }

  static Totals read(JsonObject json) throws ReportFormatException {
    return Totals.builder()
        .opened(json.byLabel("opened", Role.values()))
        .timeWait(json.smallByLabel("timeWait", Role.values()))
        .portsUsed(json.smallInteger("portsUsed"))
        .lifetimes(json.list("lifetimes", TotalsJson::lifetime))
        .checks(json.list("checks", TotalsJson::check))
        .build();
  }

  private static Object lifetime(Lifetime lifetime) {
    return new JsonFields()
        .label("role", lifetime.role)
        .label("initiator", lifetime.initiator)
        .count("count", lifetime.count)
        .count("nanos", lifetime.nanos)
        .object();
  }

  private static Lifetime lifetime(JsonObject json) throws ReportFormatException {
    return new Lifetime(
        json.label("role", Role.values(), Role.UNKNOWN),
        json.label("initiator", Initiator.values(), Initiator.UNKNOWN),
        json.integer("count"),
        json.integer("nanos"));
  }

  private static Object check(CheckTime check) {
    return new JsonFields()
        .put("source", check.source)
        .count("count", check.count)
        .count("nanos", check.nanos)
        .object();
  }

  private static CheckTime check(JsonObject json) throws ReportFormatException {
    return new CheckTime(json.string("source"), json.integer("count"), json.integer("nanos"));
  }
}
