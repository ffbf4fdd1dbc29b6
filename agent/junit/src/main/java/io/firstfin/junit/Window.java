package io.firstfin.junit;

import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What was there when a test began, and what has come since. */
final class Window {
  /** The longest pause between two questions, while connections end on other threads. */
  private static final long PAUSE_MILLIS = 20;

  /** When nothing has changed for so long, what is open stays open. */
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** The same where it fails the test: on a busy machine a thread can be late to close. */
  private static final long FAIL_NANOS = TimeUnit.SECONDS.toNanos(1);

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
   * What has come until now, with final verdicts. What other threads are about to close has time:
   * until nothing has changed for a tenth of a second, and a second where it would fail the test.
   *
   * @param fails whether connections that are open now would fail the test
   * @throws NotWatched when the agent gives no answer
   */
  Connections connections(Predicate<Connections> fails) {
    Snapshot end = agent.ask();
    long start = System.nanoTime();
    long changed = start;
    for (long pause = 1; ; pause = Math.min(2 * pause, PAUSE_MILLIS)) {
      Connections now = Connections.between(begin, end, test, running.besides(test));
      long quiet = System.nanoTime() - changed;
      boolean done =
          fails.test(now) ? quiet >= FAIL_NANOS : now.isAllClosed() || quiet >= QUIET_NANOS;
      if (done || System.nanoTime() - start >= MOST_NANOS || !sleep(pause)) {
        return now;
      }
      Snapshot next = agent.ask();
      changed = next.isLike(end) ? changed : System.nanoTime();
      end = next;
    }
  }

  /** False when this thread was interrupted: then what is known now must do. */
  private static boolean sleep(long millis) {
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
