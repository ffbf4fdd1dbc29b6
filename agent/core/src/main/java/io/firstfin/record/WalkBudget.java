package io.firstfin.record;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds how many stacks are read a second where a sample is enough. What stays below the bound is
 * read every time, so that an ordinary service has no gaps. Lock-free; any thread.
 */
final class WalkBudget {
  private static final int USED_BITS = 16;

  private final AtomicLong word = new AtomicLong();
  private final int perPeriod;

  /** {@code perPeriod} reads in each 2^30 nanoseconds, at most 65,535. */
  WalkBudget(int perPeriod) {
    this.perPeriod = perPeriod;
  }

  boolean take(long nanoTime) {
    long period = nanoTime >>> 30;
    long before = word.get();
    if (before >>> USED_BITS != (period & -1L >>> USED_BITS)) {
      return word.compareAndSet(before, period << USED_BITS | 1);
    }
    return (before & (1 << USED_BITS) - 1) < perPeriod && word.compareAndSet(before, before + 1);
  }
}
