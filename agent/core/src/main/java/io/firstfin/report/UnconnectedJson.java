package io.firstfin.report;

import io.firstfin.picture.OpenerCount;
import io.firstfin.picture.Unconnected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The report's {@code unconnected}: sockets that have a descriptor and no connection. */
final class UnconnectedJson {
  private UnconnectedJson() {}

  static Object write(Unconnected unconnected) {
    Map<String, Object> json = new LinkedHashMap<String, Object>();
    json.put("count", ReportJson.count(unconnected.count));
    json.put("olderThanMinute", ReportJson.count(unconnected.olderThanMinute));
    json.put("oldestSeconds", ReportJson.decimal(unconnected.oldestSeconds));
    json.put("onceConnected", ReportJson.count(unconnected.onceConnected));
    List<Object> openers = new ArrayList<Object>();
    for (OpenerCount opener : unconnected.openers) {
      Map<String, Object> line = new LinkedHashMap<String, Object>();
      line.put("count", ReportJson.count(opener.count));
      line.put("line", opener.line);
      line.put("via", opener.via);
      line.put("frames", opener.frames);
      openers.add(line);
    }
    json.put("openers", openers);
    return json;
  }

  static Unconnected read(JsonObject json) throws ReportFormatException {
    List<OpenerCount> openers = new ArrayList<OpenerCount>();
    for (JsonObject opener : json.objects("openers")) {
      openers.add(
          new OpenerCount(
              opener.string("line"),
              opener.string("via"),
              opener.strings("frames"),
              opener.smallInteger("count")));
    }
    return new Unconnected(
        json.smallInteger("count"),
        json.smallInteger("olderThanMinute"),
        json.decimal("oldestSeconds"),
        json.smallInteger("onceConnected"),
        openers);
  }
}
