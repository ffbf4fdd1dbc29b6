package io.firstfin.report;

import io.firstfin.picture.IdleConnections;
import io.firstfin.picture.IdleGroup;
import io.firstfin.vocabulary.Role;

/** The object {@code idle} of the report: open connections on which no data moves. */
final class IdleConnectionsJson {
  private IdleConnectionsJson() {}

  static Object write(IdleConnections connections) {
    return new JsonFields()
        .count("established", connections.established)
        .count("idle", connections.idle)
        .list("groups", connections.groups, IdleConnectionsJson::group)
        .object();
  }

  static IdleConnections read(JsonObject json) throws ReportFormatException {
    return new IdleConnections(
        json.smallInteger("established"),
        json.smallInteger("idle"),
        json.list("groups", IdleConnectionsJson::group));
  }

  private static Object group(IdleGroup group) {
    return new JsonFields()
        .label("role", group.role)
        .put("remote", group.remote)
        .count("listeningPort", group.listeningPort)
        .count("established", group.established)
        .count("idle", group.idle)
        .count("idleTenMinutes", group.idleTenMinutes)
        .count("unread", group.unread)
        .count("passedOver", group.passedOver)
        .decimal("longestSeconds", group.longestSeconds)
        .put("growth", GrowthJson.write(group.growth))
        .put("line", group.line)
        .put("via", group.via)
        .put("frames", group.frames)
        .object();
  }

  private static IdleGroup group(JsonObject json) throws ReportFormatException {
    return IdleGroup.builder()
        .role(json.label("role", Role.values(), Role.UNKNOWN))
        .remote(json.string("remote"))
        .listeningPort(Math.max(0, json.smallInteger("listeningPort")))
        .established(json.smallInteger("established"))
        .idle(json.smallInteger("idle"))
        .idleTenMinutes(json.smallInteger("idleTenMinutes"))
        .unread(json.smallInteger("unread"))
        .passedOver(json.smallInteger("passedOver"))
        .longestSeconds(json.decimal("longestSeconds"))
        .growth(GrowthJson.read(json.object("growth")))
        .line(json.string("line"))
        .via(json.string("via"))
        .frames(json.strings("frames"))
        .build();
  }
}
