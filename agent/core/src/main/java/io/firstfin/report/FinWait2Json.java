package io.firstfin.report;

import io.firstfin.picture.FinWait2;
import io.firstfin.picture.FinWait2Group;
import io.firstfin.vocabulary.Role;

/** The object {@code finWait2} of the report: sockets whose peer has not closed. */
final class FinWait2Json {
  private FinWait2Json() {}

  static Object write(FinWait2 finWait2) {
    return new JsonFields()
        .count("orphans", finWait2.orphans)
        .count("halfClosed", finWait2.halfClosed)
        .count("halfClosedOlderThanMinute", finWait2.halfClosedOlderThanMinute)
        .list("peers", finWait2.groups, FinWait2Json::group)
        .object();
  }

  static FinWait2 read(JsonObject json) throws ReportFormatException {
    return new FinWait2(
        json.smallInteger("orphans"),
        json.smallInteger("halfClosed"),
        json.smallInteger("halfClosedOlderThanMinute"),
        json.list("peers", FinWait2Json::group));
  }

  private static Object group(FinWait2Group group) {
    return new JsonFields()
        .label("role", group.role)
        .put("remote", group.remote)
        .count("orphans", group.orphans)
        .count("halfClosed", group.halfClosed)
        .count("halfClosedOlderThanMinute", group.halfClosedOlderThanMinute)
        .object();
  }

  private static FinWait2Group group(JsonObject json) throws ReportFormatException {
    return new FinWait2Group(
        json.label("role", Role.values(), Role.UNKNOWN),
        json.string("remote"),
        json.smallInteger("orphans"),
        json.smallInteger("halfClosed"),
        json.smallInteger("halfClosedOlderThanMinute"));
  }
}
