package io.firstfin.log;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingText;
import io.firstfin.diagnose.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Logs warnings: one entry per finding, by id and subject, and time. A finding that comes and goes
 * is logged no more often than one that stands. Not thread-safe; one thread calls it.
 */
public final class FindingLog {
  private static final String FIRST = AgentLog.PREFIX + "WARNING ";
  private static final String NEXT = "           ";
  private static final int LINE_WIDTH = 110;

  private final LogSink sink;
  private final long repeatNanos;
  private final Map<String, Long> loggedAt = new HashMap<>();

  /**
   * @param repeatMillis least time between two entries for one finding, option {@code warn.repeat}
   */
  public FindingLog(LogSink sink, long repeatMillis) {
    this.sink = sink;
    this.repeatNanos = repeatMillis * 1_000_000;
  }

  /**
   * Logs those of the findings whose time has come.
   *
   * @param nowNanos {@link System#nanoTime()}
   */
  public void log(List<Finding> findings, long nowNanos) {
    loggedAt.values().removeIf(logged -> nowNanos - logged >= repeatNanos);
    for (Finding finding : findings) {
      String key = finding.id + ' ' + finding.subject;
      if (finding.severity == Severity.WARNING && loggedAt.putIfAbsent(key, nowNanos) == null) {
        sink.write(entry(finding));
      }
    }
  }

  static String entry(Finding finding) {
    int width = LINE_WIDTH - NEXT.length();
    StringBuilder entry = new StringBuilder(FIRST);
    String separator = "";
    for (String line : FindingText.lines(finding, width, FIRST.length() - NEXT.length())) {
      entry.append(separator).append(line).append('\n');
      separator = NEXT;
    }
    return entry.toString();
  }
}
