package io.firstfin.report;

import io.firstfin.picture.OpenerCount;
import io.firstfin.vocabulary.Role;

/** One object of an array {@code openers}: a line and how many sockets it opened. */
final class OpenerCountJson {
  private OpenerCountJson() {}

  static Object write(OpenerCount opener) {
    return new JsonFields()
        .count("count", opener.count)
        .label("role", opener.role)
        .put("line", opener.line)
        .put("via", opener.via)
        .put("frames", opener.frames)
        .object();
  }

  static OpenerCount read(JsonObject json) throws ReportFormatException {
    return new OpenerCount(
        json.label("role", Role.values(), Role.UNKNOWN),
        json.string("line"),
        json.string("via"),
        json.strings("frames"),
        json.smallInteger("count"));
  }
}
