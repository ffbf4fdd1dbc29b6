package io.firstfin.demo;

/** A sequence chart of two hosts, drawn line by line while it happens. */
final class SequenceChart {
  enum Side {
    LEFT,
    RIGHT
  }

  private static final String MARGIN = "   ";

  /** Columns before the left life line, wide enough for half of a state's name. */
  private static final int BEFORE = 9;

  private static final int BETWEEN = 47;

  private final Console console;

  SequenceChart(Console console) {
    this.console = console;
  }

  /** Draws a text centred on each life line, which it interrupts. */
  void onLines(String left, String right) {
    String start = " ".repeat(BEFORE - left.length() / 2) + left;
    int rightColumn = BEFORE + 1 + BETWEEN - right.length() / 2;
    line(start + " ".repeat(Math.max(1, rightColumn - start.length())) + right);
  }

  /** Draws a segment from one side to the other. */
  void segment(Side from, String label) {
    int shaft = BETWEEN - 4;
    int before = (shaft - label.length() - 2) / 2;
    int after = shaft - label.length() - 2 - before;
    String middle = "-".repeat(before) + " " + label + " " + "-".repeat(after);
    betweenLines(from == Side.LEFT ? " " + middle + "-> " : " <-" + middle + " ");
  }

  /** Draws a segment that does not arrive. */
  void lost(Side from, String label) {
    String text = label + ", lost";
    int shaft = BETWEEN / 2;
    String tail = "-".repeat(shaft - text.length() - 3);
    betweenLines(
        from == Side.LEFT
            ? " " + tail + " " + text + " X" + " ".repeat(BETWEEN - shaft - 1)
            : " ".repeat(BETWEEN - shaft - 1) + "X " + text + " " + tail + " ");
  }

  /** Draws what the application of one side does, beside its life line. */
  void action(Side side, String label) {
    betweenLines(
        side == Side.LEFT
            ? "  " + label + " ".repeat(BETWEEN - 2 - label.length())
            : " ".repeat(BETWEEN - 2 - label.length()) + label + "  ");
  }

  void pause() {
    betweenLines(" ".repeat(BETWEEN));
  }

  private void betweenLines(String between) {
    line(" ".repeat(BEFORE) + "|" + between + "|");
  }

  private void line(String text) {
    console.line((MARGIN + text).stripTrailing());
  }
}
