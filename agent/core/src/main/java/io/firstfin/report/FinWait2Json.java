package io.firstfin.report;

import io.firstfin.picture.FinWait2;
import io.firstfin.picture.FinWait2Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The report's {@code finWait2}: sockets whose peer has not closed. */
final class FinWait2Json {
  private FinWait2Json() {}

  static Object write(FinWait2 finWait2) {
    Map<String, Object> json =
        counts(finWait2.orphans, finWait2.halfClosed, finWait2.halfClosedOlderThanMinute);
    List<Object> peers = new ArrayList<Object>();
    for (FinWait2Group group : finWait2.peers) {
      Map<String, Object> peer = new LinkedHashMap<String, Object>();
      peer.put("role", group.role.label());
      peer.put("remote", group.remote);
      peer.putAll(counts(group.orphans, group.halfClosed, group.halfClosedOlderThanMinute));
      peers.add(peer);
    }
    json.put("peers", peers);
    return json;
  }

  private static Map<String, Object> counts(int orphans, int halfClosed, int olderThanMinute) {
    Map<String, Object> json = new LinkedHashMap<String, Object>();
    json.put("orphans", ReportJson.count(orphans));
    json.put("halfClosed", ReportJson.count(halfClosed));
    json.put("halfClosedOlderThanMinute", ReportJson.count(olderThanMinute));
    return json;
  }

  static FinWait2 read(JsonObject json) throws ReportFormatException {
    List<FinWait2Group> peers = new ArrayList<FinWait2Group>();
    for (JsonObject peer : json.objects("peers")) {
      peers.add(
          new FinWait2Group(
              ReportReader.role(peer),
              peer.string("remote"),
              peer.smallInteger("orphans"),
              peer.smallInteger("halfClosed"),
              peer.smallInteger("halfClosedOlderThanMinute")));
    }
    return new FinWait2(
        json.smallInteger("orphans"),
        json.smallInteger("halfClosed"),
        json.smallInteger("halfClosedOlderThanMinute"),
        peers);
  }
}
