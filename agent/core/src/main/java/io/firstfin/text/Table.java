package io.firstfin.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Rows in aligned columns, two spaces apart. Not thread-safe. */
public final class Table {
  private final boolean[] right;
  private final List<String[]> rows = new ArrayList<String[]>();

  /**
   * An empty table.
   *
   * @param alignment a letter for each column: {@code l} for text, {@code r} for numbers
   */
  public Table(String alignment) {
    right = new boolean[alignment.length()];
    for (int i = 0; i < right.length; i++) {
      right[i] = alignment.charAt(i) == 'r';
    }
  }

  /** Adds a row, one cell for each column. */
  public void row(String... cells) {
    if (cells.length != right.length) {
      throw new IllegalArgumentException(cells.length + " cells, " + right.length + " columns");
    }
    rows.add(cells);
  }

  /** The rows without trailing spaces. */
  public List<String> lines() {
    int[] widths = new int[right.length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    List<String> lines = new ArrayList<String>();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        String padding = spaces(widths[i] - row[i].length());
        line.append(i == 0 ? "" : "  ");
        line.append(right[i] ? padding + row[i] : row[i] + padding);
      }
      lines.add(line.toString().replaceAll("\\s+$", ""));
    }
    return lines;
  }

  private static String spaces(int count) {
    return String.join("", Collections.nCopies(count, " "));
  }
}
