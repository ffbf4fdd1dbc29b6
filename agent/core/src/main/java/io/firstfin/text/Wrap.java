package io.firstfin.text;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines at its spaces. */
public final class Wrap {
  private Wrap() {}

  /**
   * Lines of at most {@code width} characters. A word longer than a line, such as a frame or an
   * address, stays whole and is longer than the line, so that it can be copied.
   *
   * @param first what the first line begins with
   * @param hanging what every further line begins with
   */
  public static List<String> lines(String first, String hanging, String text, int width) {
    List<String> lines = new ArrayList<String>();
    StringBuilder line = new StringBuilder(first);
    boolean empty = true;
    for (String word : text.trim().split("\\s+")) {
      if (!empty && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line = new StringBuilder(hanging);
        empty = true;
      }
      if (!empty) {
        line.append(' ');
      }
      line.append(word);
      empty = false;
    }
    lines.add(line.toString());
    return lines;
  }
}
