package io.firstfin.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Texts for the person at the terminal, or for the file to which the output goes. */
final class Console {
  private final PrintStream out;
  private final boolean terminal;
  private int parts;

  Console(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  void title(String text) {
    out.println(bold(text));
    out.println("=".repeat(text.length()));
  }

  /** Starts the next numbered part. */
  void part(String text) {
    parts++;
    out.println();
    out.println(bold(parts + ". " + text));
  }

  void line(String text) {
    out.println(text);
  }

  /**
   * {@code format} as in {@link String#format(Locale, String, Object...)}, independent of the
   * locale.
   */
  void line(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
  }

  /**
   * @param pace least time between two lines where the line cannot be rewritten in place
   */
  Progress progress(Duration pace) {
    return new Progress(out, terminal, pace, System::nanoTime);
  }

  /** Gives a reader at a terminal the time to follow; without a terminal there is no pause. */
  void beat() throws InterruptedException {
    if (terminal) {
      Thread.sleep(350);
    }
  }

  private String bold(String text) {
    return terminal ? "\033[1m" + text + "\033[0m" : text;
  }
}
