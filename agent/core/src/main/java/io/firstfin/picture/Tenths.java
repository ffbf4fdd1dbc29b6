package io.firstfin.picture;

/**
 * Rounds a picture's decimals to as many digits as a report has, so that the rules find the same in
 * a saved report.
 */
final class Tenths {
  private Tenths() {}

  /** The nearest tenth; NaN and infinities stay. */
  static double of(double value) {
    boolean number = !Double.isNaN(value) && !Double.isInfinite(value);
    return number ? Math.round(value * 10) / 10.0 : value;
  }
}
