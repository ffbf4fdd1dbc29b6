package io.firstfin.jmx;

/** Turns what stands for an unknown number in the picture into null. */
final class Known {
  private Known() {}

  static Integer count(int count) {
    return count < 0 ? null : (Integer) count;
  }

  static Double decimal(double value) {
    return Double.isNaN(value) || Double.isInfinite(value) ? null : (Double) value;
  }
}
