package io.firstfin.picture;

/** How long the agent's code takes at a close, nanoseconds; -1 where it is not known. Immutable. */
public final class HookTimes {
  /** Before the first close. */
  public static final HookTimes UNKNOWN = new HookTimes(-1, -1, -1, -1);

  /** The whole time, at the median. */
  public final long wholeMedian;

  /** The time before our FIN, which is delayed by it, at the median. */
  public final long delayMedian;

  /** The time before our FIN; only one close of a hundred takes longer. */
  public final long delayP99;

  /** The time after our FIN, at the median. */
  public final long workMedian;

  public HookTimes(long wholeMedian, long delayMedian, long delayP99, long workMedian) {
    this.wholeMedian = wholeMedian;
    this.delayMedian = delayMedian;
    this.delayP99 = delayP99;
    this.workMedian = workMedian;
  }
}
