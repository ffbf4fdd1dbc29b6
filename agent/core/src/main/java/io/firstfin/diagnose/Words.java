package io.firstfin.diagnose;

import java.util.Locale;

/** Numbers as people read them. */
public final class Words {
  private Words() {}

  /** {@code 24,310}. */
  public static String count(long number) {
    return String.format(Locale.ENGLISH, "%,d", number);
  }

  /** {@code 1 socket}, {@code 24,310 sockets}. */
  public static String count(long number, String singular) {
    return count(number) + " " + singular + (number == 1 ? "" : "s");
  }

  /**
   * {@code 86 %}; {@code <1 %} when it is some but less than one; never {@code 100 %} unless all.
   */
  public static String percent(long part, long whole) {
    if (part > 0 && part * 100 < whole) {
      return "<1 %";
    }
    long rounded = Math.round(100.0 * part / whole);
    return (part < whole ? Math.min(rounded, 99) : 100) + " %";
  }

  /** {@code 9 s}, {@code 14 min}, {@code 5 h}; rounded down, so that no time is promised. */
  public static String seconds(double seconds) {
    if (seconds < 1) {
      return "less than 1 s";
    }
    if (seconds < 120) {
      return (long) seconds + " s";
    }
    return seconds < 7200 ? (long) (seconds / 60) + " min" : (long) (seconds / 3600) + " h";
  }

  /**
   * {@code less than 1 ms}, {@code 3 ms}, {@code 1.7 s}, then as {@link #seconds}; rounded down.
   */
  public static String millis(long millis) {
    if (millis < 1) {
      return "less than 1 ms";
    }
    if (millis < 1000) {
      return millis + " ms";
    }
    boolean tenths = millis < 10_000 && millis / 100 % 10 != 0;
    return tenths ? millis / 1000 + "." + millis / 100 % 10 + " s" : seconds(millis / 1000.0);
  }

  /** {@code +412/s}. */
  public static String rate(double perSecond) {
    return String.format(Locale.ENGLISH, "%+,d/s", Math.round(perSecond));
  }
}
