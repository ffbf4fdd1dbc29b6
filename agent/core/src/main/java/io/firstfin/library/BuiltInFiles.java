package io.firstfin.library;

import io.firstfin.bytes.Streams;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The libraries in the jar: one for each file in the folder {@code libraries} of the sources, and
 * one for all libraries of which only the packages are known. The build makes one file of them.
 */
final class BuiltInFiles {
  private static final String FILE = "/io/firstfin/libraries.txt";

  private BuiltInFiles() {}

  static List<Library> read() {
    List<String> problems = new ArrayList<>();
    List<Library> libraries = LibraryParser.parse(text(), problems);
    if (!problems.isEmpty()) {
      throw new IllegalStateException(FILE + ": " + problems);
    }
    return libraries;
  }

  private static String text() {
    try (InputStream in = BuiltInFiles.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("firstfin.jar is damaged or incomplete: no " + FILE);
      }
      return new String(Streams.readAll(in), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("firstfin.jar is damaged or incomplete (" + e + ")", e);
    }
  }
}
