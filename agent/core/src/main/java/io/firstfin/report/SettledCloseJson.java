package io.firstfin.report;

import io.firstfin.picture.SettledClose;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;

/** A close as one line of JSON. What it has in common with the report has the report's keys. */
public final class SettledCloseJson {
  private SettledCloseJson() {}

  public static String line(SettledClose close) {
    return JsonWriter.line(
        new JsonFields()
            .time("time", close.timeMillis)
            .label("role", close.role)
            .label("initiator", close.initiator)
            .label("how", close.how)
            .put("reset", HowJson.reset(close.how, close.initiator))
            .put("state", close.leavesTimeWait() ? TcpState.TIME_WAIT.label() : null)
            .put("remote", close.remote())
            .put("name", close.name)
            .count("localPort", close.localPort)
            .decimal("ageMillis", close.ageMillis)
            .count("exchanges", close.exchanges)
            .count("bytes", close.bytes)
            .put("sampled", close.sampled)
            .put("site", close.site)
            .put("line", close.line)
            .put("via", close.via)
            .put("closedBy", close.closedBy)
            .object());
  }

  public static SettledClose read(String line) throws ReportFormatException {
    JsonObject json = JsonObject.root(JsonReader.read(line));
    String remote = json.string("remote");
    int colon = Math.max(remote.lastIndexOf(':'), 0);
    return SettledClose.builder()
        .timeMillis(json.time("time"))
        .role(json.label("role", Role.values(), Role.UNKNOWN))
        .verdict(json.label("initiator", Initiator.values(), Initiator.UNKNOWN), HowJson.read(json))
        .remote(
            remote.substring(0, colon).replaceAll("[\\[\\]]", ""),
            port(remote.substring(colon)),
            json.string("name"))
        .localPort(json.smallInteger("localPort"))
        .ageMillis(json.decimal("ageMillis"))
        .exchanges(json.smallInteger("exchanges"))
        .bytes(json.integer("bytes"))
        .sampled(json.flag("sampled"))
        .site(json.string("site"), json.string("line"), json.string("via"), json.string("closedBy"))
        .build();
  }

  private static int port(String text) throws ReportFormatException {
    if (text.isEmpty()) {
      return 0;
    }
    if (!text.matches(":\\d{1,5}")) {
      throw new ReportFormatException("not a close: remote should end with a port");
    }
    return Integer.parseInt(text.substring(1));
  }
}
