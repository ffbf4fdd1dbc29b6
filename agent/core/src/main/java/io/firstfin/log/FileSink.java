package io.firstfin.log;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Appends to a file, which it opens for each entry: entries are rare, and so a file that was moved
 * or deleted is made anew. What cannot be written goes to the fallback, and one line says why, once
 * until writing works again. It never rotates the file.
 */
final class FileSink implements LogSink {
  private final String path;
  private final LogSink fallback;
  private final Consumer<String> problem;
  private final AtomicBoolean failing = new AtomicBoolean();

  /**
   * @param problem called each time that writing begins to fail
   */
  FileSink(String path, LogSink fallback, Consumer<String> problem) {
    this.path = path;
    this.fallback = fallback;
    this.problem = problem;
  }

  @Override
  public void write(String text) {
    try (FileOutputStream file = new FileOutputStream(path, true)) {
      file.write(text.getBytes(StandardCharsets.UTF_8));
      failing.set(false);
    } catch (IOException | SecurityException failure) {
      if (failing.compareAndSet(false, true)) {
        String line = "log file " + path + " cannot be written: " + reason(failure);
        problem.accept(line);
        fallback.write(AgentLog.PREFIX + line + "; stderr is used instead\n");
      }
      fallback.write(text);
    }
  }

  /** Returns the system's words alone: FileOutputStream puts the path before them. */
  private String reason(Exception failure) {
    String message = String.valueOf(failure.getMessage());
    String opening = path + " (";
    return message.startsWith(opening) && message.endsWith(")")
        ? message.substring(opening.length(), message.length() - 1)
        : message;
  }
}
