package benchmarks.program;

import java.util.concurrent.locks.LockSupport;

/** A steady rate. */
final class Pace {

  private Pace() {}

  /** Waits until {@code due}, a {@link System#nanoTime}. */
  static void awaitTurn(long due) {
    long left;
    while ((left = due - System.nanoTime()) > 0) {
      LockSupport.parkNanos(left);
    }
  }
}
