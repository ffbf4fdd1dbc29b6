package io.firstfin.library;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The content of the file that the option {@code libraries} names. Immutable. */
public final class UserLibraries {
  private static final int MOST_BYTES = 1 << 20;

  /** More would fill the log when the file is of quite another kind. */
  private static final int MOST_PROBLEMS = 10;

  public final List<Library> libraries;

  /** One text for each error: the number of the line, what it says, and what is accepted. */
  public final List<String> problems;

  private UserLibraries(List<Library> libraries, List<String> problems) {
    this.libraries = Collections.unmodifiableList(libraries);
    this.problems = Collections.unmodifiableList(problems);
  }

  /**
   * Reads a file. A file that cannot be read is a problem. One that is not regular is not opened,
   * so that this never waits for it.
   */
  public static UserLibraries read(String path) {
    List<String> problems = new ArrayList<>();
    List<Library> libraries = new ArrayList<>();
    String option = "libraries=" + path + ": ";
    try {
      List<String> lines = new ArrayList<>();
      libraries.addAll(LibraryParser.parse(text(new File(path)), lines));
      for (String line : lines.subList(0, Math.min(MOST_PROBLEMS, lines.size()))) {
        problems.add(option + line + "; the line is left out");
      }
      if (lines.size() > MOST_PROBLEMS) {
        problems.add(option + (lines.size() - MOST_PROBLEMS) + " more lines are left out");
      }
    } catch (IOException | SecurityException e) {
      problems.add(option + e.getMessage() + "; the libraries in firstfin.jar are used alone");
    }
    return new UserLibraries(libraries, problems);
  }

  private static String text(File file) throws IOException {
    // Opening a FIFO would wait for a writer.
    if (!file.isFile()) {
      throw new IOException(file.exists() ? "not a regular file" : "no such file");
    }
    byte[] bytes = new byte[MOST_BYTES + 1];
    int length = 0;
    try (InputStream in = new FileInputStream(file)) {
      int read = in.read(bytes, 0, bytes.length);
      while (read > 0) {
        length += read;
        read = in.read(bytes, length, bytes.length - length);
      }
    }
    if (length > MOST_BYTES) {
      throw new IOException("larger than 1 MB");
    }
    return new String(Arrays.copyOf(bytes, length), StandardCharsets.UTF_8);
  }
}
