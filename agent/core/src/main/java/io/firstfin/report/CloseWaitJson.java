package io.firstfin.report;

import io.firstfin.picture.CloseWaitGroup;
import io.firstfin.vocabulary.Role;

/** One group of the array {@code closeWait} of the report. */
final class CloseWaitJson {
  private CloseWaitJson() {}

  static Object write(CloseWaitGroup group) {
    return new JsonFields()
        .label("role", group.role)
        .put("remote", group.remote)
        .count("listeningPort", group.listeningPort)
        .count("count", group.count)
        .count("olderThanMinute", group.olderThanMinute)
        .decimal("oldestSeconds", group.oldestSeconds)
        .decimal("openedSeconds", group.openedSeconds)
        .count("endOfStreamRead", group.endOfStreamRead)
        .count("endOfStreamUnread", group.endOfStreamUnread)
        .count("answered", group.answered)
        .put("growth", GrowthJson.write(group.growth))
        .put("openedAt", group.openedAt)
        .put("line", group.line)
        .put("via", group.via)
        .put("frames", group.frames)
        .object();
  }

  static CloseWaitGroup read(JsonObject json) throws ReportFormatException {
    return CloseWaitGroup.builder()
        .role(json.label("role", Role.values(), Role.UNKNOWN))
        .remote(json.string("remote"))
        .listeningPort(Math.max(0, json.smallInteger("listeningPort")))
        .count(json.smallInteger("count"))
        .olderThanMinute(json.smallInteger("olderThanMinute"))
        .oldestSeconds(json.decimal("oldestSeconds"))
        .openedSeconds(json.decimal("openedSeconds"))
        .endOfStreamRead(json.smallInteger("endOfStreamRead"))
        .endOfStreamUnread(json.smallInteger("endOfStreamUnread"))
        .answered(json.smallInteger("answered"))
        .growth(GrowthJson.read(json.object("growth")))
        .openedAt(json.string("openedAt"))
        .line(json.string("line"))
        .via(json.string("via"))
        .frames(json.strings("frames"))
        .build();
  }
}
