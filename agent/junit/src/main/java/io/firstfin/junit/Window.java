package io.firstfin.junit;

import java.util.concurrent.TimeUnit;

/** What was there when a test began, and what has come since. */
final class Window {
  /** Between two questions, while connections end on other threads. */
  private static final long PAUSE_MILLIS = 20;

  /** When nothing has changed for so long, what is open stays open. */
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(2);

  final RunningTest test;
  private final AgentInThisJvm agent;
  private final RunningTests running;
  private final Snapshot begin;

  /**
   * The window of a test begins now.
   *
   * @throws NotWatched when the agent gives no answer
   */
  Window(RunningTest test, AgentInThisJvm agent, RunningTests running) {
    this.test = test;
    this.agent = agent;
    this.running = running;
    begin = agent.ask();
  }

  /**
   * What has come until now, with final verdicts. Connections that other threads are about to close
   * have two seconds at most.
   *
   * @throws NotWatched when the agent gives no answer
   */
  Connections connections() {
    Snapshot end = agent.ask();
    long start = System.nanoTime();
    long changed = start;
    while (!end.isAllClosedSince(begin)
        && System.nanoTime() - changed < QUIET_NANOS
        && System.nanoTime() - start < MOST_NANOS
        && pause()) {
      Snapshot next = agent.ask();
      changed = next.isLike(end) ? changed : System.nanoTime();
      end = next;
    }
    return Connections.between(begin, end, test, running.besides(test));
  }

  /** False when this thread was interrupted: then what is known now must do. */
  private static boolean pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
