package io.firstfin.text;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Numbers for people. A number that is not known is shown as unknown, never as zero. Not by
 * String.format: its first number loads the JDK's locales, on the agent's thread but at the cost of
 * the application, whose compiled code for the same classes of the JDK becomes invalid.
 */
public final class Numbers {
  private static final String UNKNOWN = "unknown";

  private Numbers() {}

  /** {@code 24,310}; a negative count is shown as unknown. */
  public static String count(long count) {
    return count < 0 ? UNKNOWN : grouped(Long.toString(count));
  }

  /** {@code 412.0}, with thousands separators; NaN is shown as unknown. */
  public static String decimal(double value) {
    return unknown(value) ? UNKNOWN : grouped(rounded(value, 1));
  }

  /**
   * {@code 98 %}, {@code <1 %}, {@code 99.9 %}, at most {@code 100 %}; unknown when either is
   * negative or the whole is zero.
   */
  public static String share(long part, long whole) {
    if (part < 0 || whole <= 0) {
      return UNKNOWN;
    }
    if (part >= whole) {
      return "100 %";
    }
    // Rounding never shows "all" or "nothing" where that is not so.
    double percent = 100.0 * part / whole;
    if (part > 0 && percent < 1) {
      return "<1 %";
    }
    if (percent > 99) {
      return rounded(Math.floor(percent * 10) / 10, 1) + " %";
    }
    return Math.round(percent) + " %";
  }

  /** {@code 0.4 s}, {@code 9 s}, {@code 1 min 13 s}, {@code 2 h 5 min}; NaN is shown as unknown. */
  public static String duration(double seconds) {
    if (unknown(seconds) || seconds < 0) {
      return UNKNOWN;
    }
    if (seconds < 0.95) {
      return rounded(seconds, 1) + " s";
    }
    // Rounded down, so that no remaining time is shown longer than it is.
    long whole = Math.max(1, (long) seconds);
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return whole / 60 + " min" + (whole % 60 == 0 ? "" : " " + whole % 60 + " s");
    }
    String minutes = whole % 3600 < 60 ? "" : " " + whole % 3600 / 60 + " min";
    return Numbers.count(whole / 3600) + " h" + minutes;
  }

  /** {@code 3.2 ms}; from a second on as {@link #duration}. NaN is shown as unknown. */
  public static String age(double millis) {
    if (unknown(millis) || millis < 0 || millis >= 1_000) {
      return duration(millis / 1_000);
    }
    return rounded(millis, 1) + " ms";
  }

  /** {@code 896}, {@code 1.2k}, {@code 10M}: two digits of a number that is rounded itself. */
  public static String bytes(long bytes) {
    if (bytes < 1_000) {
      return count(bytes);
    }
    double shown = bytes;
    int unit = -1;
    while (shown >= 999.5) {
      shown /= 1_000;
      unit++;
    }
    return rounded(shown, shown < 9.95 ? 1 : 0) + "kMGTPE".charAt(unit);
  }

  /** The number with so many decimals, without thousands separators; {@code 0.25} becomes 0.3. */
  public static String rounded(double value, int decimals) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
  }

  /** Takes the text of a number, and separates its thousands. */
  private static String grouped(String number) {
    int point = number.indexOf('.');
    StringBuilder text = new StringBuilder(number);
    for (int i = (point < 0 ? number.length() : point) - 3;
        i > (number.charAt(0) == '-' ? 1 : 0);
        i -= 3) {
      text.insert(i, ',');
    }
    return text.toString();
  }

  private static boolean unknown(double value) {
    return Double.isNaN(value) || Double.isInfinite(value);
  }
}
