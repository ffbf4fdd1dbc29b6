package io.firstfin.log;

import io.firstfin.diagnose.ActiveFindings;
import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingText;
import io.firstfin.diagnose.Severity;
import io.firstfin.text.Printable;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Logs warnings: for each finding, which is an id and a subject, at most one entry in a given time,
 * and one line when a finding that was logged ends. A finding that comes and goes is logged no more
 * often than one that stays. Not thread-safe; one thread calls it.
 */
public final class FindingLog {
  private static final String FIRST = AgentLog.PREFIX + "WARNING ";
  private static final String ENDED = AgentLog.PREFIX + "ENDED   ";
  private static final String NEXT = "           ";
  private static final int LINE_WIDTH = 110;
  private static final int MOST_OPEN = 256;

  private final LogSink sink;
  private final long repeatNanos;
  private final Map<String, Long> loggedAt = new HashMap<>();

  /** The findings that were logged and whose end was not. */
  private final Set<String> open = new LinkedHashSet<>();

  /**
   * @param repeatMillis least time between two entries for one finding, option {@code warn.repeat}
   */
  public FindingLog(LogSink sink, long repeatMillis) {
    this.sink = sink;
    this.repeatNanos = repeatMillis * 1_000_000;
  }

  /**
   * Logs the findings whose time has come, and those that have ended.
   *
   * @param nowNanos {@link System#nanoTime()}
   */
  public void log(ActiveFindings active, long nowNanos) {
    loggedAt.values().removeIf(logged -> nowNanos - logged >= repeatNanos);
    for (Finding finding : active.findings) {
      if (finding.severity == Severity.WARNING
          && loggedAt.putIfAbsent(key(finding), nowNanos) == null) {
        sink.write(entry(finding));
        open(key(finding));
      }
    }
    for (Finding finding : active.ended) {
      if (finding.severity == Severity.WARNING && open.remove(key(finding))) {
        sink.write(ENDED + Printable.of(FindingText.gone(finding)) + "\n");
      }
    }
  }

  /**
   * A finding that another finding explains from now on never ends here, so that the oldest are
   * dropped.
   */
  private void open(String key) {
    open.add(key);
    if (open.size() > MOST_OPEN) {
      open.remove(open.iterator().next());
    }
  }

  private static String key(Finding finding) {
    return finding.id + ' ' + finding.subject;
  }

  static String entry(Finding finding) {
    int width = LINE_WIDTH - NEXT.length();
    StringBuilder entry = new StringBuilder(FIRST);
    String separator = "";
    for (String line : FindingText.lines(finding, width, FIRST.length() - NEXT.length())) {
      entry.append(separator).append(Printable.of(line)).append('\n');
      separator = NEXT;
    }
    return entry.toString();
  }
}
