package io.firstfin.jfr;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A number of events in each period, with a tenth of them in each tenth of the period, so that a
 * sample is not only of the first moments. Lock-free; any thread.
 */
final class Rate {
  private static final String[] UNITS = {"ns", "us", "ms", "s", "m", "h", "d"};
  private static final long[] NANOS = {
    1, 1_000, 1_000_000, 1_000_000_000, 60_000_000_000L, 3_600_000_000_000L, 86_400_000_000_000L
  };
  private static final int USED_BITS = 24;
  private static final int MOST = (1 << USED_BITS) - 1;

  private final double perNano;
  private final long windowNanos;
  private final int perWindow;

  /** The number of the window in the upper bits, and how many events it has had in the lower. */
  private final AtomicLong word = new AtomicLong();

  private Rate(long events, long periodNanos) {
    boolean dividable = events >= 10 && periodNanos >= 10;
    perNano = (double) events / periodNanos;
    windowNanos = dividable ? periodNanos / 10 : periodNanos;
    perWindow = (int) Math.min(dividable ? events / 10 : events, MOST);
  }

  /**
   * {@code off} for no bound, or a number and a unit such as {@code 100/s}; null for any other
   * text.
   */
  static Rate parse(String text) {
    String value = text.trim();
    if (value.equals("off")) {
      return new Rate(Long.MAX_VALUE, 1);
    }
    int slash = value.indexOf('/');
    for (int i = 0; slash > 0 && i < UNITS.length; i++) {
      if (value.substring(slash + 1).trim().equals(UNITS[i])) {
        return of(value.substring(0, slash).trim(), NANOS[i]);
      }
    }
    return null;
  }

  private static Rate of(String events, long periodNanos) {
    try {
      long number = Long.parseLong(events);
      return number < 0 ? null : new Rate(number, periodNanos);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  boolean isAbove(Rate other) {
    return perNano > other.perNano;
  }

  boolean take(long nanoTime) {
    if (perWindow == MOST) {
      return true;
    }
    long window = nanoTime / windowNanos & -1L >>> USED_BITS;
    while (true) {
      long before = word.get();
      boolean same = before >>> USED_BITS == window;
      if (same ? (before & MOST) >= perWindow : perWindow == 0) {
        return false;
      }
      long after = same ? before + 1 : window << USED_BITS | 1;
      // A lost race means that another thread took one; that can happen at most perWindow times.
      if (word.compareAndSet(before, after)) {
        return true;
      }
    }
  }
}
