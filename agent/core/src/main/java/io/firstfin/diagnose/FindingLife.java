package io.firstfin.diagnose;

/** How long a finding has been active, and how large it was. Immutable. */
public final class FindingLife {
  /** The life of a finding that was not followed from check to check. */
  public static final FindingLife UNKNOWN = new FindingLife(Double.NaN, Double.NaN, -1, 0);

  /** Seconds from the first check that showed it to the last one; NaN when unknown. */
  public final double sinceSeconds;

  /** Seconds since the last check that showed it: 0 when this one does; NaN when unknown. */
  public final double awaySeconds;

  /** The most of {@link Finding#unit} that a check showed; -1 when unknown. */
  public final long peak;

  /** How often it has begun since the agent began to watch, including this time; 0 when unknown. */
  public final int times;

  public FindingLife(double sinceSeconds, double awaySeconds, long peak, int times) {
    this.sinceSeconds = sinceSeconds;
    this.awaySeconds = awaySeconds;
    this.peak = peak;
    this.times = times;
  }
}
