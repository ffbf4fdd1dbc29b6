package io.firstfin.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * One line that shows the progress. On a terminal it is rewritten; otherwise it is repeated now and
 * then.
 */
final class Progress {
  private static final String ERASE_REST_OF_LINE = "\033[K";

  private final PrintStream out;
  private final boolean terminal;
  private final long paceNanos;
  private final LongSupplier nanoTime;
  private long lastShown;
  private boolean shown;

  Progress(PrintStream out, boolean terminal, Duration pace, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.paceNanos = pace.toNanos();
    this.nanoTime = nanoTime;
  }

  void show(String text) {
    if (terminal) {
      // The cursor stays at the start of the line, so that a line of the agent replaces this one.
      out.print("   " + text + ERASE_REST_OF_LINE + "\r");
      out.flush();
      return;
    }
    long now = nanoTime.getAsLong();
    if (!shown || now - lastShown >= paceNanos) {
      shown = true;
      lastShown = now;
      out.println("   " + text);
    }
  }

  /** Shows the last line, which stays. */
  void done(String text) {
    out.println("   " + text + (terminal ? ERASE_REST_OF_LINE : ""));
  }
}
