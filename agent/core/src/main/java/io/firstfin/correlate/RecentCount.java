package io.firstfin.correlate;

/** How often something happened in the last five to ten minutes. One thread. */
final class RecentCount {
  private static final long WINDOW_NANOS = 300_000_000_000L;

  private boolean begun;
  private long windowStart;
  private long inWindow;
  private long before;

  /** {@code nanoTime} of different threads need not be in order. */
  void add(long nanoTime) {
    turn(nanoTime);
    inWindow++;
  }

  long get(long nanoTime) {
    turn(nanoTime);
    return before + inWindow;
  }

  private void turn(long nanoTime) {
    if (!begun) {
      begun = true;
      windowStart = nanoTime;
    }
    long windows = (nanoTime - windowStart) / WINDOW_NANOS;
    if (windows > 0) {
      before = windows == 1 ? inWindow : 0;
      inWindow = 0;
      windowStart += windows * WINDOW_NANOS;
    }
  }
}
