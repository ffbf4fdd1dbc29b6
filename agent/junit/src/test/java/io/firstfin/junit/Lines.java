package io.firstfin.junit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers of an agent, as its launcher gives them. */
final class Lines {
  static final String LINE = "com.acme.Cache.get(Cache.java:42)";
  static final RunningTest TEST = new RunningTest("com.acme.CacheTest", "gets", "CacheTest.gets()");

  private final Map<String, Object> answer = new LinkedHashMap<>();
  private final List<Map<String, Object>> rows = new java.util.ArrayList<>();

  static Lines opened(long opened, long closed, long closedFirst, long open) {
    Lines lines = new Lines();
    lines.answer.putAll(
        Map.of("opened", opened, "accepted", 0L, "closed", closed, "closedFirst", closedFirst));
    if (open >= 0) {
      lines.answer.put("open", open);
    }
    lines.answer.put("sampled", false);
    lines.answer.put("rows", lines.rows);
    return lines;
  }

  Lines sampled() {
    answer.put("sampled", true);
    return this;
  }

  /** A row whose line is the first frame. */
  Lines row(LeftLine.Kind kind, long count, String... frames) {
    return row(kind, count, "", frames);
  }

  Lines closedByGarbageCollector(LeftLine.Kind kind, long count, String... frames) {
    return row(kind, count, "the garbage collector", frames);
  }

  private Lines row(LeftLine.Kind kind, long count, String closedBy, String... frames) {
    rows.add(
        Map.of(
            "port",
            kind == LeftLine.Kind.NOT_CLOSED ? 8080L : 0L,
            "kind",
            kind.name(),
            "id",
            kind + " " + String.join("\n", frames),
            "count",
            count,
            "line",
            frames[0],
            "via",
            "java.net.Socket.close",
            "closedBy",
            closedBy,
            "frames",
            List.of(frames),
            "remedy",
            List.of("share one client")));
    return this;
  }

  Snapshot snapshot() {
    return new Snapshot(new Answer(answer));
  }
}
