package io.firstfin.record;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the share of a core that reading stacks may take, by the time that the reads take. Below
 * it every stack is read. Above it each is read with a chance of 1/2, 1/4, … 1/1024, whatever is in
 * it: of so many in a row one, which one is drawn. What was not used is saved up for some seconds,
 * so that a start or a burst is read whole. Lock-free; any thread.
 */
public final class StackBudget {
  /** Nanoseconds of saving up: 8.6 s. */
  private static final long MOST_SAVED = 1L << 33;

  /** Down to half of it every stack is read. */
  private static final int EVERY = Long.numberOfLeadingZeros(MOST_SAVED / 2);

  private static final int MOST_HALVINGS = 10;

  /** A read that takes longer has waited for a processor meanwhile. */
  private static final long LONGEST_READ = 100_000;

  private final double nanosPerNano;
  private final boolean unlimited;
  private final long seed = System.nanoTime() * 0x9e3779b97f4a7c15L;

  /** The time until which the reads so far are paid for; ahead of the clock when overdrawn. */
  private final AtomicLong paid;

  private final AtomicLong drawn = new AtomicLong();

  /**
   * @param share of one core, as a fraction; infinite where every stack is to be read
   * @param now {@link System#nanoTime}
   */
  public StackBudget(double share, long now) {
    unlimited = Double.isInfinite(share);
    nanosPerNano = unlimited ? 0 : 1 / share;
    paid = new AtomicLong(now - MOST_SAVED);
  }

  /** Whether this stack is to be read. */
  boolean takes(long now) {
    int halvings = halvings(now);
    if (halvings == 0) {
      return true;
    }
    // Drawn each on its own, the reads would be spread less evenly, and the shares known less well.
    long number = drawn.getAndIncrement();
    long ofTheRow = CallSites.mix(seed ^ halvings, number >>> halvings);
    return ((number ^ ofTheRow >>> 32) & (1L << halvings) - 1) == 0;
  }

  /** Whether there is enough that every stack is read. */
  boolean isAmple(long now) {
    return halvings(now) == 0;
  }

  private int halvings(long now) {
    if (unlimited) {
      return 0;
    }
    long saved = now - paid.get();
    if (saved <= 0) {
      return MOST_HALVINGS;
    }
    int halvings = Long.numberOfLeadingZeros(saved) - EVERY;
    return Math.max(Math.min(halvings, MOST_HALVINGS), 0);
  }

  /** A read took this long. */
  void spent(long start, long end) {
    long before = paid.get();
    long oldest = end - MOST_SAVED;
    if (before - oldest < 0) {
      // A lost race means that another thread has done so.
      paid.compareAndSet(before, oldest);
    }
    paid.addAndGet((long) (Math.min(Math.max(end - start, 0), LONGEST_READ) * nanosPerNano));
  }
}
