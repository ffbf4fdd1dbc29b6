package io.firstfin.correlate;

import java.util.Arrays;

/**
 * Events of the last five minutes, counted by the minute. One thread; times of different threads
 * need not be in order.
 */
final class RecentCount {
  private static final long MINUTE = 60_000_000_000L;
  private static final int MINUTES = 5;

  private final int[] byMinute = new int[MINUTES];
  private long minute = Long.MIN_VALUE;

  /** Of all minutes. */
  private int sum;

  void add(long nanoTime) {
    add(nanoTime, 1);
  }

  void add(long nanoTime, int count) {
    advance(nanoTime);
    byMinute[slot(minute)] += count;
    sum += count;
  }

  int sum(long nanoTime) {
    advance(nanoTime);
    return sum;
  }

  private void advance(long nanoTime) {
    long now = minute(nanoTime);
    if (minute == Long.MIN_VALUE || now - minute >= MINUTES) {
      Arrays.fill(byMinute, 0);
      sum = 0;
      minute = now;
    }
    while (minute < now) {
      minute++;
      sum -= byMinute[slot(minute)];
      byMinute[slot(minute)] = 0;
    }
  }

  /** The minute of a time. Without events, no sum changes within one. */
  static long minute(long nanoTime) {
    return Math.floorDiv(nanoTime, MINUTE);
  }

  private static int slot(long minute) {
    return (int) Math.floorMod(minute, (long) MINUTES);
  }
}
