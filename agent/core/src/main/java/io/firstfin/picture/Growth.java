package io.firstfin.picture;

/**
 * How a number of sockets has grown, as far as the checks have shown it. The growth begins anew
 * when the number has fallen to half of its peak.
 */
public final class Growth {
  /** When nothing is known. */
  public static final Growth UNKNOWN = new Growth(-1, Double.NaN, Double.NaN, -1, -1);

  /** The largest number at one time; -1 when unknown. */
  public final int peak;

  /** Time from the first socket to the peak, seconds; NaN when unknown. */
  public final double secondsToPeak;

  /** Time since the peak was first reached, seconds; NaN when unknown. */
  public final double secondsSincePeak;

  /** Sockets that were added in the last five minutes, to the minute; -1 when unknown. */
  public final int cameLately;

  /** Sockets that left in the last five minutes, to the minute; -1 when unknown. */
  public final int leftLately;

  public Growth(
      int peak, double secondsToPeak, double secondsSincePeak, int cameLately, int leftLately) {
    this.peak = peak;
    this.secondsToPeak = Tenths.of(secondsToPeak);
    this.secondsSincePeak = Tenths.of(secondsSincePeak);
    this.cameLately = cameLately;
    this.leftLately = leftLately;
  }
}
