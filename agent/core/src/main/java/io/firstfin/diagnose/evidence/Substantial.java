package io.firstfin.diagnose.evidence;

/** Decides which part of a sum is worth a finding of its own. */
public final class Substantial {
  private static final double SHARE = 0.1;

  private Substantial() {}

  /** Whether a part reaches the threshold by itself or is a tenth of the sum. */
  public static boolean is(int part, int sum, int threshold) {
    return part > 0 && (part >= threshold || part >= SHARE * sum);
  }
}
