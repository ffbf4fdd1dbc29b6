package io.firstfin.junit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines that a project knows and allows, so that only new ones fail a test. They are in the
 * resource {@value #FILE}. Immutable.
 */
final class KnownSites {
  static final String FILE = "firstfin-known.txt";

  private static final String TIME_WAIT = "time-wait";
  private static final String LEAK = "leak";

  /** A word, then a method, or a class or package with {@code .*}, then nothing or a place. */
  private static final Pattern LINE =
      Pattern.compile(
          "(" + TIME_WAIT + "|" + LEAK + ")\\s+([\\w$.<>]+\\.(?:[\\w$<>]+|\\*))(\\(.*\\))?");

  private final List<String> timeWait = new ArrayList<String>();
  private final List<String> leak = new ArrayList<String>();

  private KnownSites() {}

  /**
   * Reads the resource; without one, nothing is known.
   *
   * @throws IllegalStateException when a line is not understood, or the file cannot be read
   */
  static KnownSites load(ClassLoader loader) {
    InputStream file = loader.getResourceAsStream(FILE);
    if (file == null) {
      return new KnownSites();
    }
    try (Reader reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
      return read(reader);
    } catch (IOException e) {
      throw new IllegalStateException(FILE + " cannot be read: " + e, e);
    }
  }

  static KnownSites read(Reader reader) throws IOException {
    KnownSites sites = new KnownSites();
    BufferedReader lines = new BufferedReader(reader);
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      String text = line.replaceFirst("#.*", "").trim();
      if (!text.isEmpty()) {
        sites.add(text, number);
      }
    }
    return sites;
  }

  private void add(String text, int number) {
    Matcher line = LINE.matcher(text);
    if (!line.matches()) {
      throw new IllegalStateException(
          FILE
              + ", line "
              + number
              + ": \""
              + text
              + "\" is not understood; write "
              + TIME_WAIT
              + " or "
              + LEAK
              + ", a space, and a method such as com.acme.Cache.get, or com.acme.Cache.* for a"
              + " class or a package");
    }
    (line.group(1).equals(LEAK) ? leak : timeWait).add(line.group(2));
  }

  boolean allows(LeftLine line) {
    for (String known : line.kind().isLeak() ? leak : timeWait) {
      if (known.endsWith(".*")
          ? line.method().startsWith(known.substring(0, known.length() - 1))
          : line.method().equals(known)) {
        return true;
      }
    }
    return false;
  }

  /** The line of the file that allows this one. */
  static String lineFor(LeftLine line) {
    return (line.kind().isLeak() ? LEAK : TIME_WAIT) + " " + line.method();
  }
}
