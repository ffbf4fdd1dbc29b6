package io.firstfin.record;

import io.firstfin.bootstrap.SocketHooks;

/** Reads stacks within their budget, on the application's threads. Any thread. */
public final class StackReads {
  /** Instead of a site: the stack was not read because a sample is enough. */
  static final int SAMPLED_OUT = -1;

  /**
   * The most openings whose stacks are read in a second, unless the budget has no limit. Below it
   * the opener of every connection is known.
   */
  private static final int OPENINGS = 250;

  private final CallSiteReader reader;
  private final StackBudget budget;
  private final OpeningBudget openings = new OpeningBudget(OPENINGS);

  public StackReads(CallSiteReader reader, StackBudget budget) {
    this.reader = reader;
    this.budget = budget;
  }

  /**
   * The site of the close that the calling thread makes, {@link CallSites#UNKNOWN} or {@link
   * #SAMPLED_OUT}.
   */
  int atClose() {
    long start = System.nanoTime();
    return budget.takes(start) ? read(start) : SAMPLED_OUT;
  }

  /** The site of the opening that the calling thread makes, or {@link CallSites#UNKNOWN}. */
  int atOpening() {
    long start = System.nanoTime();
    // Closes come first: the stacks of openings are read only while those of all closes can be
    // read.
    boolean reads = budget.isUnlimited() || budget.isAmple(start) && openings.take(start);
    return reads ? read(start) : CallSites.UNKNOWN;
  }

  /**
   * A thread whose stack is almost full can fail here; its connection is recorded without a site
   * then.
   */
  private int read(long start) {
    try {
      return reader.read();
    } catch (Throwable e) {
      SocketHooks.failed(e);
      return CallSites.UNKNOWN;
    } finally {
      budget.spent(start, System.nanoTime());
    }
  }
}
