package io.firstfin.log;

import io.firstfin.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The agent's lines about itself: each problem is written once and kept for the report. A thread of
 * its own writes them, so that no caller waits for the reader of standard error. Thread-safe; never
 * throws.
 */
public final class AgentLog {
  static final String PREFIX = "[firstfin] ";

  /**
   * More than the number of kinds of problems; it bounds the list whatever keys a caller passes.
   */
  private static final int MAX_PROBLEMS = 100;

  private final Set<String> said = ConcurrentHashMap.newKeySet();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final LogSink sink;

  /** Null where the caller's thread writes. */
  private final QueuedSink queue;

  private AgentLog(String log, LogSink stderr, boolean queues) {
    if ("off".equals(log)) {
      sink = LogSink.OFF;
      queue = null;
      return;
    }
    // No lambda, because every JVM starts with this, and the first ones take longer than a class.
    Consumer<String> problem =
        new Consumer<String>() {
          @Override
          public void accept(String line) {
            keep(line);
          }
        };
    LogSink direct = "stderr".equals(log) ? stderr : new FileSink(log, stderr, problem);
    queue = queues ? new QueuedSink(direct, problem) : null;
    sink = queues ? queue : direct;
  }

  /**
   * The log that the option {@code log} asks for.
   *
   * @param log {@code stderr}, {@code off}, or the path of a file, which is made when it is needed
   */
  public static AgentLog of(String log) {
    return new AgentLog(log, StderrSink.INSTANCE, true);
  }

  /** A log that the calling thread writes. */
  static AgentLog of(String log, LogSink stderr) {
    return new AgentLog(log, stderr, false);
  }

  /** Returns when the lines so far are written, but after this time in any case. */
  public void settle(long millis) {
    if (queue != null) {
      queue.settle(millis);
    }
  }

  public LogSink sink() {
    return sink;
  }

  /** Writes a line that reports no problem. */
  public void info(String line) {
    sink.write(PREFIX + Printable.of(line) + "\n");
  }

  /**
   * Writes a problem of the agent's own the first time that {@code key} comes, and keeps it.
   *
   * @param line one line that says what is wrong and what follows from it
   */
  public void warnOnce(String key, String line) {
    warnOnce(key, line, line);
  }

  /**
   * The same for a line with a text of the user's or the application's, which may contain a secret:
   * users pass reports on to others, but the log stays with the service.
   *
   * @param reported the line without that text
   */
  public void warnOnce(String key, String line, String reported) {
    if (said.size() < MAX_PROBLEMS && said.add(key)) {
      keep(reported);
      info(line);
    }
  }

  /** The problems so far, in order, for {@link io.firstfin.picture.AgentHealth#problems}. */
  public List<String> problems() {
    return new ArrayList<>(problems);
  }

  private void keep(String line) {
    if (problems.size() < MAX_PROBLEMS && !problems.contains(line)) {
      problems.add(line);
    }
  }
}
