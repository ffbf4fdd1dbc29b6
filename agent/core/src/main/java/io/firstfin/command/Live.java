package io.firstfin.command;

import java.io.PrintStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows a text of each moment, until the reader of the output ends. */
final class Live {
  /** What is shown. */
  interface Screen {
    /** The text of this moment; a failure ends it all. */
    String next() throws CommandFailure;
  }

  private static final Pattern DURATION = Pattern.compile("(\\d{1,4})(s|m|h)");
  private static final String OPTION = "--interval";
  private static final String CLEAR = "\u001b[H\u001b[2J\u001b[3J";
  private static final long DEFAULT_INTERVAL_MILLIS = 2_000;

  private final PrintStream out;
  private final boolean terminal;

  /** {@code terminal} says whether {@code out} can be cleared. */
  Live(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  void show(Screen screen, long intervalMillis) throws CommandFailure {
    String shown = "";
    while (true) {
      String text = screen.next();
      if (!text.equals(shown)) {
        out.print(terminal ? CLEAR + text : text + "\n");
        shown = text;
      }
      if (out.checkError()) {
        // The reader of this output has ended, as head does after ten lines.
        return;
      }
      try {
        Thread.sleep(intervalMillis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** The interval that the words ask for, in milliseconds; -1 when they are not accepted. */
  static long interval(List<String> words) {
    if (words.isEmpty()) {
      return DEFAULT_INTERVAL_MILLIS;
    }
    String joined = String.join("=", words);
    if (!joined.startsWith(OPTION + "=")) {
      return -1;
    }
    Matcher matcher = DURATION.matcher(joined.substring(OPTION.length() + 1));
    if (!matcher.matches()) {
      return -1;
    }
    long unit = matcher.group(2).equals("s") ? 1 : matcher.group(2).equals("m") ? 60 : 3_600;
    long seconds = Long.parseLong(matcher.group(1)) * unit;
    return seconds >= 1 && seconds <= 3_600 ? seconds * 1_000 : -1;
  }
}
