package io.firstfin.log;

import io.firstfin.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What the agent says of itself: each problem once, kept for the report. Thread-safe, without a
 * lock while it writes; never throws. Writing can take as long as standard error's reader does: not
 * for the hot path.
 */
public final class AgentLog {
  static final String PREFIX = "[firstfin] ";

  /** More kinds of problem than there are; bounds the list whatever a caller passes as key. */
  private static final int MAX_PROBLEMS = 100;

  private final Set<String> said = ConcurrentHashMap.newKeySet();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final LogSink sink;

  private AgentLog(String log, LogSink stderr) {
    if ("off".equals(log)) {
      sink = LogSink.OFF;
    } else {
      sink = "stderr".equals(log) ? stderr : new FileSink(log, stderr, this::keep);
    }
  }

  /**
   * The log of option {@code log}.
   *
   * @param log {@code stderr}, {@code off}, or the path of a file, which is made when it is needed
   */
  public static AgentLog of(String log) {
    return of(log, StderrSink.INSTANCE);
  }

  static AgentLog of(String log, LogSink stderr) {
    return new AgentLog(log, stderr);
  }

  public LogSink sink() {
    return sink;
  }

  /** Writes a line that is no problem. */
  public void info(String line) {
    sink.write(PREFIX + Printable.of(line) + "\n");
  }

  /**
   * Writes a problem of the agent's own, the first time that {@code key} comes, and keeps it.
   *
   * @param line one line that says what is wrong and what follows
   */
  public void warnOnce(String key, String line) {
    warnOnce(key, line, line);
  }

  /**
   * The same for a line with a text of the user's or the application's, which may hold a secret: a
   * report is handed on to others, the log stays with the service.
   *
   * @param reported the same without that text
   */
  public void warnOnce(String key, String line, String reported) {
    if (said.size() < MAX_PROBLEMS && said.add(key)) {
      keep(reported);
      info(line);
    }
  }

  /** The problems so far, in order, as in {@link io.firstfin.picture.AgentHealth#problems}. */
  public List<String> problems() {
    return new ArrayList<>(problems);
  }

  private void keep(String line) {
    if (problems.size() < MAX_PROBLEMS && !problems.contains(line)) {
      problems.add(line);
    }
  }
}
