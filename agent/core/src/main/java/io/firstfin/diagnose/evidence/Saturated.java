package io.firstfin.diagnose.evidence;

/** Sums that stop at the largest number, because a saved report can hold any numbers. */
public final class Saturated {
  private Saturated() {}

  public static int sum(int a, int b) {
    return (int) Math.max(Math.min((long) a + b, Integer.MAX_VALUE), Integer.MIN_VALUE);
  }
}
