package io.firstfin.library;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The files in the jar: one for each library, and one for all libraries of which only the packages
 * are known.
 */
final class BuiltInFiles {
  private static final String FOLDER = "/io/firstfin/libraries/";
  private static final String INDEX = "index.txt";

  private BuiltInFiles() {}

  static List<Library> read() {
    List<Library> libraries = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String name : names()) {
      libraries.addAll(LibraryParser.parse(text(name), problems));
      if (!problems.isEmpty()) {
        throw new IllegalStateException(name + ": " + problems);
      }
    }
    return libraries;
  }

  /** The names in the index of the files. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (String line : text(INDEX).split("\n")) {
      if (!line.startsWith("#")) {
        names.add(line);
      }
    }
    return names;
  }

  private static String text(String name) {
    try (InputStream in = BuiltInFiles.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("firstfin.jar is damaged or incomplete: no " + name);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
      }
      return new String(out.toByteArray(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("firstfin.jar is damaged or incomplete (" + e + ")", e);
    }
  }
}
