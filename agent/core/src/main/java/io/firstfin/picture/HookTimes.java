package io.firstfin.picture;

/** How long the agent's code takes at a close, nanoseconds; -1 where it is not known. Immutable. */
public final class HookTimes {
  /** Before the first close. */
  public static final HookTimes UNKNOWN = new HookTimes(-1, -1, -1, -1);

  /** In all, at the median. */
  public final long wholeMedian;

  /** Before our FIN, which it delays, at the median. */
  public final long delayMedian;

  /** Before our FIN, in all but one of a hundred closes. */
  public final long delayP99;

  /** After our FIN, at the median. */
  public final long workMedian;

  public HookTimes(long wholeMedian, long delayMedian, long delayP99, long workMedian) {
    this.wholeMedian = wholeMedian;
    this.delayMedian = delayMedian;
    this.delayP99 = delayP99;
    this.workMedian = workMedian;
  }
}
