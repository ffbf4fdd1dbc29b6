package io.firstfin.record;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the share of a core that stack reads may take, by measuring how long they take. Below the
 * bound every stack is read. Above it each stack is read with a probability of 1/2, 1/4, … 1/1024,
 * whatever it contains: of each 2, 4, … 1024 stacks in a row, one is read, and chance decides
 * which. Unused time is saved up for about a minute, so that every stack of a start or a burst is
 * read. Lock-free; any thread.
 */
public final class StackBudget {
  /** The most time that can be saved up, nanoseconds: 69 s. */
  private static final long MOST_SAVED = 1L << 36;

  /** While at least half of it is left, every stack is read. */
  private static final int EVERY = Long.numberOfLeadingZeros(MOST_SAVED / 2);

  private static final int MOST_HALVINGS = 10;

  /**
   * The most that one read is charged, nanoseconds. A read that takes longer has waited for a
   * processor meanwhile, or its code is not compiled yet.
   */
  private static final long LONGEST_READ = 20_000;

  private static final int PERIOD_BITS = 27;

  private final double nanosPerNano;
  private final boolean unlimited;
  private final long seed = System.nanoTime() * 0x9e3779b97f4a7c15L;

  /**
   * The time up to which the reads so far use up the budget; later than now when the budget is
   * overdrawn.
   */
  private final AtomicLong paid;

  private final AtomicLong drawn = new AtomicLong();

  /** The upper bits of the time of the last choice, and the halvings that it has chosen. */
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

  /** A budget that lets one of 1,024 stacks be read. */
  static StackBudget overdrawn() {
    long now = System.nanoTime();
    StackBudget budget = new StackBudget(1, now);
    budget.chosen |= MOST_HALVINGS;
    budget.paid.set(now);
    return budget;
  }

  /** Whether this stack is to be read. */
  boolean takes(long now) {
    int halvings = halvings(now);
    if (halvings == 0) {
      return true;
    }
    // If chance decided about each stack alone, the reads would be spread less evenly, and the
    // shares would be less exact.
    long number = drawn.getAndIncrement();
    long ofTheRow = random(seed + halvings * 0x9e3779b97f4a7c15L ^ number >>> halvings);
    return ((number ^ ofTheRow) & (1L << halvings) - 1) == 0;
  }

  /**
   * The finaliser of SplitMix64. The choices in different rows must not be related, because the
   * application's closes can repeat a pattern.
   */
  private static long random(long row) {
    long mixed = (row ^ row >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return mixed ^ mixed >>> 31;
  }

  /** Whether every stack is to be read, whatever it costs. */
  boolean isUnlimited() {
    return unlimited;
  }

  /** Whether enough time is saved up to read every stack. */
  boolean isAmple(long now) {
    return halvings(now) == 0;
  }

  /**
   * The number of halvings, kept for an eighth of a second. If it changed with each read, the
   * probability would depend on the time since the last read, and could follow a pattern of the
   * application's closes.
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

  /** Charges a read that took this long. */
  void spent(long start, long end) {
    long before = paid.get();
    long oldest = end - MOST_SAVED;
    if (before - oldest < 0) {
      // If this fails, another thread has done the same.
      paid.compareAndSet(before, oldest);
    }
    paid.addAndGet((long) (Math.min(Math.max(end - start, 0), LONGEST_READ) * nanosPerNano));
  }
}
