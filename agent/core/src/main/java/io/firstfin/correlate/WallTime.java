package io.firstfin.correlate;

/** Turns times of {@link System#nanoTime} into times of day, and into seconds of the watch. */
final class WallTime {
  private final long originNanos = System.nanoTime();

  /**
   * Milliseconds since the epoch, by the time of day as it is now: it can have been stepped since
   * the watch began.
   */
  long millis(long nanoTime) {
    return System.currentTimeMillis() - (System.nanoTime() - nanoTime) / 1_000_000;
  }

  /** Seconds since the watch began; at least 1. */
  int seconds(long nanoTime) {
    return (int) Math.max((nanoTime - originNanos) / 1_000_000_000L + 1, 1);
  }
}
