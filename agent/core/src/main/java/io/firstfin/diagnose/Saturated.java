package io.firstfin.diagnose;

/** Sums that stop at the largest number: a saved report can hold any. */
final class Saturated {
  private Saturated() {}

  static int sum(int a, int b) {
    return (int) Math.max(Math.min((long) a + b, Integer.MAX_VALUE), Integer.MIN_VALUE);
  }
}
