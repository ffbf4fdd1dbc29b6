package io.firstfin.report;

import io.firstfin.text.Printable;
import io.firstfin.text.Table;
import io.firstfin.text.Wrap;
import java.util.List;

/** Lines for a terminal, coloured on request. Not thread-safe. */
final class Page {
  /** SGR parameters of ECMA-48. */
  enum Colour {
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

  final int width;
  private final boolean coloured;
  private final StringBuilder text = new StringBuilder();

  Page(boolean coloured, int width) {
    this.coloured = coloured;
    this.width = width;
  }

  /** Adds a line. Characters that could steer the terminal become question marks. */
  void line(String line, Colour colour) {
    String safe = Printable.of(line);
    boolean plain = !coloured || colour == Colour.PLAIN || safe.isEmpty();
    text.append(plain ? safe : "\u001b[" + colour.code + "m" + safe + "\u001b[0m").append('\n');
  }

  void line(String line) {
    line(line, Colour.PLAIN);
  }

  /** Begins a section. */
  void heading(String heading) {
    line("");
    line(heading, Colour.BOLD);
  }

  /** Adds a table whose first row is the head. */
  void table(Table table) {
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
  void wrapped(String prefix, String paragraph, Colour colour) {
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
