package io.firstfin.report;

import io.firstfin.text.Printable;
import io.firstfin.text.Table;
import io.firstfin.text.Wrap;
import java.util.List;

/** Lines for a terminal, coloured on request. Not thread-safe. */
public final class Page {
  private static final int LEAST_WIDTH = 60;

  /** SGR parameters of ECMA-48. */
  public enum Colour {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    RED("1;31"),
    YELLOW("1;33"),
    GREEN("1;32");

    private final String code;

    Colour(String code) {
      this.code = code;
    }
  }

  /** Columns to wrap sentences to; at least 60. */
  public final int width;

  private final boolean coloured;
  private final StringBuilder text = new StringBuilder();

  /**
   * An empty page.
   *
   * @param coloured whether it is for a terminal that understands colours
   */
  public Page(boolean coloured, int width) {
    this.coloured = coloured;
    this.width = Math.max(width, LEAST_WIDTH);
  }

  /** Adds a line. Characters that could steer the terminal become question marks. */
  public void line(String line, Colour colour) {
    String safe = Printable.of(line);
    boolean plain = !coloured || colour == Colour.PLAIN || safe.isEmpty();
    text.append(plain ? safe : "\u001b[" + colour.code + "m" + safe + "\u001b[0m").append('\n');
  }

  /** Adds a line without colour. */
  public void line(String line) {
    line(line, Colour.PLAIN);
  }

  /** Begins a section. */
  public void heading(String heading) {
    line("");
    line(heading, Colour.BOLD);
  }

  /** Adds a table whose first row is the head. */
  public void table(Table table) {
    boolean head = true;
    for (String line : table.lines()) {
      line("  " + line, head ? Colour.DIM : Colour.PLAIN);
      head = false;
    }
  }

  /**
   * Adds text that is wrapped; lines after the first are indented by two more columns than the
   * prefix has.
   */
  public void wrapped(String prefix, String paragraph, Colour colour) {
    String hanging = prefix.replaceAll(".", " ") + "  ";
    for (String line : Wrap.lines(prefix, hanging, paragraph, width)) {
      line(line, colour);
    }
  }

  void frames(String indent, List<String> frames) {
    for (String frame : frames) {
      line(indent + "at " + frame, Colour.DIM);
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
