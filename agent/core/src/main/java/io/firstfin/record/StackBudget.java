package io.firstfin.record;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the share of a core that reading stacks may take, by the time that the reads take. Below
 * it every stack is read. Above it each is read with a chance of 1/2, 1/4, … 1/1024, whatever is in
 * it: of so many in a row one, which one is drawn. What was not used is saved up for a minute, so
 * that a start or a burst is read whole. Lock-free; any thread.
 */
public final class StackBudget {
  /** Nanoseconds of saving up: 69 s. */
  private static final long MOST_SAVED = 1L << 36;

  /** Down to half of it every stack is read. */
  private static final int EVERY = Long.numberOfLeadingZeros(MOST_SAVED / 2);

  private static final int MOST_HALVINGS = 10;

  /**
   * Nanoseconds that a read is charged at most: one that takes longer has waited for a processor
   * meanwhile, or runs before its code is compiled.
   */
  private static final long LONGEST_READ = 20_000;

  private static final int PERIOD_BITS = 27;

  private final double nanosPerNano;
  private final boolean unlimited;
  private final long seed = System.nanoTime() * 0x9e3779b97f4a7c15L;

  /** The time until which the reads so far are paid for; ahead of the clock when overdrawn. */
  private final AtomicLong paid;

  private final AtomicLong drawn = new AtomicLong();

  /** The upper bits of the time, and the halvings that hold meanwhile. */
  private volatile long chosen;

  /**
   * @param share of one core, as a fraction; infinite where every stack is to be read
   * @param now {@link System#nanoTime}
   */
  public StackBudget(double share, long now) {
    unlimited = Double.isInfinite(share);
    nanosPerNano = unlimited ? 0 : 1 / share;
    paid = new AtomicLong(now - MOST_SAVED);
    chosen = now >> PERIOD_BITS << PERIOD_BITS;
  }

  /** Whether this stack is to be read. */
  boolean takes(long now) {
    int halvings = halvings(now);
    if (halvings == 0) {
      return true;
    }
    // Drawn each on its own, the reads would be spread less evenly, and the shares known less well.
    long number = drawn.getAndIncrement();
    long ofTheRow = random(seed + halvings * 0x9e3779b97f4a7c15L ^ number >>> halvings);
    return ((number ^ ofTheRow) & (1L << halvings) - 1) == 0;
  }

  /**
   * The finaliser of SplitMix64: the rows of a pattern that repeats must have nothing in common.
   */
  private static long random(long row) {
    long mixed = (row ^ row >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return mixed ^ mixed >>> 31;
  }

  /** Whether there is enough that every stack is read. */
  boolean isAmple(long now) {
    return halvings(now) == 0;
  }

  /**
   * Kept for an eighth of a second: following each read, the chance would hang on how long ago the
   * last one was, and keep step with a pattern of the application's.
   */
  private int halvings(long now) {
    if (unlimited) {
      return 0;
    }
    long known = chosen;
    if (known >> PERIOD_BITS == now >> PERIOD_BITS) {
      return (int) known & 0xf;
    }
    int halvings = halvingsBySaved(now);
    chosen = now >> PERIOD_BITS << PERIOD_BITS | halvings;
    return halvings;
  }

  private int halvingsBySaved(long now) {
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
