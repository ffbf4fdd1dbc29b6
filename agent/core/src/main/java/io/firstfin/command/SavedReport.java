package io.firstfin.command;

import io.firstfin.bytes.Streams;
import io.firstfin.report.Report;
import io.firstfin.report.ReportFormatException;
import io.firstfin.report.ReportJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;

/** Reads what {@code report --json} printed, from a file or from standard input. */
final class SavedReport {
  static final String STANDARD_INPUT = "-";

  /** The largest report, with {@code top=1000}, has some 3 MB. */
  private static final int MOST_BYTES = 16 << 20;

  private SavedReport() {}

  /**
   * Returns the report in a file.
   *
   * @param name of the file, or {@link #STANDARD_INPUT} for all of {@code input}
   */
  static Report read(String name, InputStream input) throws CommandFailure {
    try {
      String text = text(name, input);
      if (text.trim().isEmpty()) {
        throw new CommandFailure(shown(name) + " is empty: report PID --json prints a report");
      }
      return ReportJson.read(text);
    } catch (ReportFormatException e) {
      throw new CommandFailure(shown(name) + ": " + e.getMessage());
    } catch (OutOfMemoryError e) {
      throw new CommandFailure(
          shown(name)
              + " needs more memory than this JVM has ("
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MB): java -Xmx1g -jar firstfin.jar report --from "
              + name);
    }
  }

  static String shown(String name) {
    return name.equals(STANDARD_INPUT) ? "standard input" : name;
  }

  private static String text(String name, InputStream input) throws CommandFailure {
    try {
      if (name.equals(STANDARD_INPUT)) {
        return decoded(bytes(name, input));
      }
      Path path = Paths.get(name);
      if (Files.isDirectory(path)) {
        throw new CommandFailure(name + " is a directory: give the file of a report");
      }
      try (InputStream file = Files.newInputStream(path)) {
        return decoded(bytes(name, file));
      }
    } catch (NoSuchFileException | InvalidPathException e) {
      throw new CommandFailure("there is no file " + name);
    } catch (AccessDeniedException e) {
      throw new CommandFailure(name + " cannot be read: permission denied");
    } catch (IOException e) {
      throw new CommandFailure(shown(name) + " cannot be read: " + e.getMessage());
    }
  }

  private static byte[] bytes(String name, InputStream in) throws IOException, CommandFailure {
    byte[] bytes = Streams.readAtMost(in, MOST_BYTES);
    if (bytes.length > MOST_BYTES) {
      throw new CommandFailure(
          shown(name)
              + " is larger than "
              + (MOST_BYTES >> 20)
              + " MB, and no report is: report PID --json of an agent with top=1000, the most, has"
              + " some 3 MB");
    }
    return bytes;
  }

  /**
   * A report is ASCII, but a shell of Windows may have written it as UTF-16 with a byte order mark.
   */
  private static String decoded(byte[] bytes) {
    int first = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
    boolean wide = first == 0xfeff || first == 0xfffe;
    Charset charset = wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    String text = new String(bytes, charset);
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }
}
