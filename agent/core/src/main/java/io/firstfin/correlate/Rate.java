package io.firstfin.correlate;

/** How fast a figure has grown over about the last ten seconds. One thread. */
final class Rate {
  private static final long WINDOW = 10_000_000_000L;

  private long baseNanos;
  private long baseValue;
  private long middleNanos;
  private long middleValue;
  private boolean started;

  /** Growth a second until now; NaN until half a second has passed since the first call. */
  double perSecond(long nanoTime, long value) {
    if (!started) {
      started = true;
      baseNanos = middleNanos = nanoTime;
      baseValue = middleValue = value;
      return Double.NaN;
    }
    if (nanoTime - middleNanos >= WINDOW) {
      baseNanos = middleNanos;
      baseValue = middleValue;
      middleNanos = nanoTime;
      middleValue = value;
    }
    long elapsed = nanoTime - baseNanos;
    return elapsed < 500_000_000L ? Double.NaN : (value - baseValue) * 1e9 / elapsed;
  }
}
