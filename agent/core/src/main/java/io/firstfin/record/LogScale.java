package io.firstfin.record;

/**
 * Turns numbers from 0 on into small codes: exact below {@code 1 << bits}, above that rounded down
 * by less than one part in {@code 1 << bits}. Codes have the order of their numbers.
 */
public final class LogScale {
  private LogScale() {}

  public static int code(long number, int bits) {
    if (number < 1L << bits) {
      return (int) number;
    }
    int log = 63 - Long.numberOfLeadingZeros(number);
    return (log - bits + 1 << bits) + (int) (number >>> log - bits & (1 << bits) - 1);
  }

  /** The least number that has this code. */
  public static long number(int code, int bits) {
    if (code < 1 << bits) {
      return code;
    }
    long leading = 1L << bits | code & (1 << bits) - 1;
    return leading << (code >>> bits) - 1;
  }

  /** The middle of the numbers that have this code: wrong by less than half as much. */
  public static long middle(int code, int bits) {
    return code < 1 << bits ? code : number(code, bits) + ((1L << (code >>> bits) - 1) - 1) / 2;
  }
}
