package io.firstfin.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/**
 * The table at the end of {@code run --all}: one line for each scenario, and columns as wide as
 * necessary.
 */
final class ComparisonTable {
  private static final List<String> HEADINGS =
      List.of(
          "scenario",
          "expected",
          "FirstFIN said",
          "of the cured",
          "TIME_WAIT",
          "CLOSE_WAIT",
          "as expected");

  private ComparisonTable() {}

  static void print(Console console, List<Comparison> rows) {
    List<List<String>> lines = new ArrayList<>(List.of(HEADINGS));
    rows.forEach(row -> lines.add(cells(row)));
    int[] widths = new int[HEADINGS.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder("  ");
      for (int i = 0; i < widths.length; i++) {
        text.append(line.get(i)).append(" ".repeat(widths[i] - line.get(i).length() + 2));
      }
      console.line(text.toString().stripTrailing());
    }
  }

  private static List<String> cells(Comparison row) {
    List<String> expected = row.listing().expected();
    return List.of(
        row.listing().name(),
        expected.isEmpty() ? "nothing" : String.join(", ", expected),
        said(row.broken()),
        said(row.cured()),
        change(row, SocketCounts::timeWait),
        change(row, SocketCounts::closeWait),
        row.asExpected() ? "yes" : "NO");
  }

  private static String said(Outcome outcome) {
    return outcome.report().map(AgentReport::toString).orElse("-");
  }

  /** The broken form's sockets and the cured form's. */
  private static String change(Comparison row, ToIntFunction<SocketCounts> count) {
    return number(row.broken(), count) + " -> " + number(row.cured(), count);
  }

  private static String number(Outcome outcome, ToIntFunction<SocketCounts> count) {
    return outcome
        .sockets()
        .map(sockets -> String.format(Locale.ROOT, "%,d", count.applyAsInt(sockets)))
        .orElse("-");
  }
}
