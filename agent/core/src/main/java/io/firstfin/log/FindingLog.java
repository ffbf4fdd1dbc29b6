package io.firstfin.log;

import io.firstfin.diagnose.ActiveFindings;
import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingText;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.evidence.Sentences;
import io.firstfin.text.Printable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Logs warnings: for each finding, which is an id and a subject, at most one entry in a given time,
 * and one line when a finding that was logged ends. A finding that comes and goes is logged no more
 * often than one that stays. A new finding about TIME_WAIT waits for the next check, because a
 * better explanation of the same sockets often takes its place there. Not thread-safe; one thread
 * calls it.
 */
public final class FindingLog {
  private static final String FIRST = AgentLog.PREFIX + "WARNING ";
  private static final String ENDED = AgentLog.PREFIX + "ENDED   ";
  private static final String NEXT = "           ";
  private static final String TAKES_THE_PLACE =
      "This takes the place of the earlier warning about these sockets: more is known now.\n";
  private static final int LINE_WIDTH = 110;
  private static final int MOST_OPEN = 256;

  /** Where checks are further apart, a warning does not wait for the next one. */
  private static final long MOST_WAIT_MILLIS = 30_000;

  private final LogSink sink;
  private final long repeatNanos;
  private final boolean waits;
  private final Map<String, Long> loggedAt = new HashMap<>();

  /** The findings that were logged and whose end was not. */
  private final Set<String> open = new LinkedHashSet<>();

  /** The ids that were logged in their time about the sockets of one subject, by the subject. */
  private final Map<String, Set<String>> aboutSockets = new HashMap<>();

  /** The subjects of the findings about TIME_WAIT that the last check showed. */
  private Set<String> shown = new HashSet<>();

  /**
   * @param repeatMillis least time between two entries for one finding, option {@code warn.repeat}
   * @param checkMillis time between two checks, option {@code interval}
   */
  public FindingLog(LogSink sink, long repeatMillis, long checkMillis) {
    this.sink = sink;
    this.repeatNanos = repeatMillis * 1_000_000;
    this.waits = checkMillis <= MOST_WAIT_MILLIS;
  }

  /**
   * Logs the findings whose time has come, and those that have ended.
   *
   * @param nowNanos {@link System#nanoTime()}
   */
  public void log(ActiveFindings active, long nowNanos) {
    loggedAt.values().removeIf(logged -> nowNanos - logged >= repeatNanos);
    aboutSockets.values().forEach(keys -> keys.retainAll(loggedAt.keySet()));
    aboutSockets.values().removeIf(Set::isEmpty);
    Set<String> before = shown;
    shown = new HashSet<>();
    for (Finding finding : active.findings) {
      if (finding.severity == Severity.WARNING && !isToWait(finding, before)) {
        log(finding, nowNanos);
      }
    }
    for (Finding finding : active.endedNow) {
      if (finding.severity == Severity.WARNING && open.remove(key(finding))) {
        sink.write(ENDED + Printable.of(FindingText.gone(finding)) + "\n");
      }
    }
  }

  private boolean isToWait(Finding finding, Set<String> before) {
    if (!isAboutTimeWait(finding)) {
      return false;
    }
    shown.add(finding.subject);
    return waits && !before.contains(finding.subject);
  }

  private static boolean isAboutTimeWait(Finding finding) {
    return finding.unit.equals(Sentences.SOCKETS_IN_TIME_WAIT);
  }

  private void log(Finding finding, long nowNanos) {
    String key = key(finding);
    if (loggedAt.putIfAbsent(key, nowNanos) != null) {
      return;
    }
    String entry = entry(finding);
    if (isAboutTimeWait(finding)) {
      Set<String> others = aboutSockets.computeIfAbsent(finding.subject, any -> new HashSet<>());
      entry += others.isEmpty() ? "" : NEXT + TAKES_THE_PLACE;
      others.add(key);
    }
    sink.write(entry);
    open(key);
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
