package io.firstfin.log;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Appends to a file, which it opens for each entry: entries are rare, and so a file that was moved
 * or deleted is made anew. What cannot be written goes to the fallback, and one line says why, once
 * until writing works again. It never rotates the file.
 */
final class FileSink implements LogSink {
  /** S_IFMT and S_IFIFO of inode(7). */
  private static final int FILE_TYPE = 0170000;

  private static final int PIPE = 0010000;

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
    try (FileOutputStream file = open()) {
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

  private FileOutputStream open() throws IOException {
    File named = new File(path);
    if (named.exists() && !named.isFile() && isNamedPipe(named)) {
      throw new IOException("it is a pipe, and would stop the log where nobody reads it");
    }
    return new FileOutputStream(named, true);
  }

  /**
   * False for /dev/stdout and the like, although a container makes them pipes: they have readers.
   */
  private static boolean isNamedPipe(File file) throws IOException {
    String real = file.getCanonicalPath();
    if (real.startsWith("/proc/") || real.startsWith("/dev/")) {
      return false;
    }
    int mode = (Integer) Files.getAttribute(file.toPath(), "unix:mode");
    return (mode & FILE_TYPE) == PIPE;
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
