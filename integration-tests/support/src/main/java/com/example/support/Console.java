package com.example.support;

import java.io.IOException;

/** How a program and the test that started it exchange lines. */
public final class Console {
  private Console() {}

  public static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  /** Blocks until the test sends a line; false when it has closed the stream. */
  public static boolean awaitLine() throws IOException {
    int read;
    do {
      read = System.in.read();
    } while (read >= 0 && read != '\n');
    return read >= 0;
  }

  /** Waits until the test closes standard input, so that the test can examine the process. */
  public static void awaitEnd() throws IOException {
    while (awaitLine()) {
      // The text of a line does not matter.
    }
  }

  /** The line of source after the one that calls this, as a stack trace would write it. */
  public static String nextLine() {
    return lineBelow(new Throwable().getStackTrace()[1], 1);
  }

  /** As {@link #nextLine()}, but some lines further down. */
  public static String nextLine(int lines) {
    return lineBelow(new Throwable().getStackTrace()[1], lines);
  }

  private static String lineBelow(StackTraceElement caller, int lines) {
    return caller.getClassName()
        + '.'
        + caller.getMethodName()
        + '('
        + caller.getFileName()
        + ':'
        + (caller.getLineNumber() + lines)
        + ')';
  }
}
