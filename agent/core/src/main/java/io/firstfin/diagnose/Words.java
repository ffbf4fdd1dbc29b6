package io.firstfin.diagnose;

import io.firstfin.text.Numbers;
import java.math.BigDecimal;

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
   * {@code less than 1 ms}, {@code 3 ms}, {@code 1.55 s}, {@code 45 s}, {@code 4 min 30 s}: what
   * was measured to 2 %, rounded to numbers that people read. The text is within 5 % of the time.
   */
  public static String millis(long millis) {
    if (millis < 1) {
      return "less than 1 ms";
    }
    long rounded = round(millis);
    if (rounded < 1000) {
      return rounded + " ms";
    }
    return rounded < 10_000
        ? BigDecimal.valueOf(rounded, 3).stripTrailingZeros().toPlainString() + " s"
        : Numbers.duration(rounded / 1000.0);
  }

  /** To a twentieth of the leading power of ten where the number begins with 1, else to a tenth. */
  static long round(long number) {
    long power = 1;
    while (number / power >= 10) {
      power *= 10;
    }
    long step = Math.max(1, number / power == 1 ? power / 20 : power / 10);
    return (number + step / 2) / step * step;
  }

  /** {@code +412/s}. */
  public static String rate(double perSecond) {
    long rounded = Math.round(perSecond);
    return (rounded < 0 ? "-" : "+") + Numbers.count(Math.abs(rounded)) + "/s";
  }
}
