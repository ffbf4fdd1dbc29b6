package benchmarks.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows as aligned text or as Markdown. */
final class Table {

  private static final List<String> HEAD =
      List.of("benchmark", "without", "with agent", "figure", "min – max", "budget", "met");

  private final List<List<String>> lines = new ArrayList<>();

  Table(List<Row> rows) {
    lines.add(HEAD);
    for (Row row : rows) {
      lines.add(
          List.of(
              row.benchmark(),
              row.without(),
              row.with(),
              row.figure(),
              row.range(),
              row.budget(),
              row.met()));
    }
  }

  String text() {
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < HEAD.size(); column++) {
      int at = column;
      widths.add(lines.stream().mapToInt(line -> line.get(at).length()).max().orElse(0));
    }
    return lines.stream().map(line -> aligned(line, widths)).collect(Collectors.joining("\n"));
  }

  String markdown() {
    List<String> text = new ArrayList<>();
    for (List<String> line : lines) {
      text.add("| " + String.join(" | ", line) + " |");
    }
    text.add(1, "|---".repeat(HEAD.size()) + "|");
    return String.join("\n", text);
  }

  private static String aligned(List<String> line, List<Integer> widths) {
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < line.size(); column++) {
      text.append(line.get(column));
      text.append(" ".repeat(widths.get(column) - line.get(column).length() + 2));
    }
    return text.toString().stripTrailing();
  }
}
