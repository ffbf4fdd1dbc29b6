package io.firstfin.record;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds how many stacks are read in a second where a sample is enough. Below the bound every stack
 * is read, so that an ordinary service has no gaps. Lock-free; any thread.
 */
final class OpeningBudget {
  private static final int USED_BITS = 16;

  private final AtomicLong word = new AtomicLong();
  private final int perPeriod;

  /** Allows {@code perPeriod} reads in each 2^30 nanoseconds, at most 65,535. */
  OpeningBudget(int perPeriod) {
    this.perPeriod = perPeriod;
  }

  boolean take(long nanoTime) {
    long period = nanoTime >>> 30 & -1L >>> USED_BITS;
    while (true) {
      long before = word.get();
      boolean current = before >>> USED_BITS == period;
      if (current && (before & (1 << USED_BITS) - 1) >= perPeriod) {
        return false;
      }
      long after = current ? before + 1 : period << USED_BITS | 1;
      // If this fails, another thread has taken a read; that happens at most perPeriod times.
      if (word.compareAndSet(before, after)) {
        return true;
      }
    }
  }
}
