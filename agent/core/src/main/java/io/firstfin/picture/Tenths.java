package io.firstfin.picture;

/**
 * The digits that a picture's decimals have: as many as a report tells, so that the rules find the
 * same in a report that was saved.
 */
final class Tenths {
  private Tenths() {}

  /** The nearest tenth; NaN and infinities are kept. */
  static double of(double value) {
    boolean number = !Double.isNaN(value) && !Double.isInfinite(value);
    return number ? Math.round(value * 10) / 10.0 : value;
  }
}
