package benchmarks.driver;

import java.util.Locale;

/**
 * A line of the table.
 *
 * @param without the absolute figure without the agent, or that of what it is compared with; may be
 *     empty
 * @param with the absolute figure with the agent; may be empty
 * @param figure the figure that has the budget
 * @param range smallest and largest figure of the rounds; may be empty
 * @param budget the limit of the design, or empty where it sets none
 * @param met {@code yes}, {@code no}, or empty where there is no budget
 */
record Row(
    String benchmark,
    String without,
    String with,
    String figure,
    String range,
    String budget,
    String met) {

  /** A row of an absolute figure that may not be above a limit. */
  static Row atMost(
      String benchmark, String without, String with, Spread figure, String format, double limit) {
    return limited(benchmark, without, with, figure, format, "≤ ", limit, figure.median() <= limit);
  }

  /** A row of an absolute figure that may not be below a limit. */
  static Row atLeast(
      String benchmark, String without, String with, Spread figure, String format, double limit) {
    return limited(benchmark, without, with, figure, format, "≥ ", limit, figure.median() >= limit);
  }

  /** A row for which the design sets no limit. */
  static Row unlimited(
      String benchmark, String without, String with, Spread figure, String format) {
    return new Row(
        benchmark, without, with, text(format, figure.median()), figure.range(format), "", "");
  }

  /** A row that says why there is no figure. */
  static Row note(String benchmark, String why) {
    return new Row(benchmark, "", "", why, "", "", "");
  }

  /** The row without its budget, which is for a comparison with no agent. */
  Row withoutVerdict() {
    return new Row(benchmark, without, with, figure, range, "", "");
  }

  private static Row limited(
      String benchmark,
      String without,
      String with,
      Spread figure,
      String format,
      String comparison,
      double limit,
      boolean met) {
    return new Row(
        benchmark,
        without,
        with,
        text(format, figure.median()),
        figure.range(format),
        comparison + text(format, limit),
        met ? "yes" : "no");
  }

  static String text(String format, double value) {
    return String.format(Locale.ROOT, format, value).replaceFirst("^-(0(\\.0+)?)(?![.\\d])", "$1");
  }
}
