package io.firstfin.picture;

/** How a figure of many connections was spread lately. */
public final class Spread {
  /** When nothing is known. */
  public static final Spread UNKNOWN = new Spread(0, -1, -1, -1);

  /** Connections that it is of: recent ones, some thousands at most. */
  public final long count;

  /** A tenth of them had less; -1 when unknown. */
  public final long low;

  /** -1 when unknown. */
  public final long median;

  /** A tenth of them had more; -1 when unknown. */
  public final long high;

  public Spread(long count, long low, long median, long high) {
    this.count = count;
    this.low = low;
    this.median = median;
    this.high = high;
  }
}
