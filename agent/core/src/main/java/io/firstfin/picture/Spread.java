package io.firstfin.picture;

/** How a figure of recent connections was distributed. */
public final class Spread {
  /** When nothing is known. */
  public static final Spread UNKNOWN = new Spread(0, -1, -1, -1);

  /** How many connections it is made from: recent ones, some thousands at most. */
  public final long count;

  /** A tenth of the connections had less; -1 when unknown. */
  public final long low;

  /** The median; -1 when unknown. */
  public final long median;

  /** A tenth of the connections had more; -1 when unknown. */
  public final long high;

  public Spread(long count, long low, long median, long high) {
    this.count = count;
    this.low = low;
    this.median = median;
    this.high = high;
  }
}
