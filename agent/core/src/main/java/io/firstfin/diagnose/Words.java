package io.firstfin.diagnose;

import io.firstfin.text.Numbers;
import java.util.Locale;

/** Phrases with numbers for the sentences of findings, beyond {@link Numbers}. */
public final class Words {
  private Words() {}

  /** {@code 1 socket}, {@code 24,310 sockets}. */
  public static String count(long number, String singular) {
    return Numbers.count(number) + " " + singular + (number == 1 ? "" : "s");
  }

  /**
   * {@code 9 s}, {@code 14 min}, {@code 5 h}; rounded down, so that no remaining time is too long.
   */
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
