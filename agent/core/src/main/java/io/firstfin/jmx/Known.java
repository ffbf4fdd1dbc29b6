package io.firstfin.jmx;

/** Turns the picture's marks for an unknown number into null. */
final class Known {
  private Known() {}

  static Integer count(int count) {
    return count < 0 ? null : (Integer) count;
  }

  static Double decimal(double value) {
    return Double.isNaN(value) || Double.isInfinite(value) ? null : (Double) value;
  }
}
