package io.firstfin.diagnose;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A row of {@code names.txt}.
 *
 * @param saidOf a library of {@link io.firstfin.library.Libraries}, or {@code any}
 * @param name as a sentence has it, without parentheses
 * @param artifact {@link ClassFiles#JDK}, the Maven artifact, or a binary's path; empty where the
 *     kind needs none
 */
record NamedThing(String saidOf, String name, Kind kind, String artifact, String what) {
  private static final String ANY = "any";
  static final List<NamedThing> ALL = read();

  /** Whether a sentence about the library may mean it; null for a sentence about no library. */
  boolean isSaidOf(String library) {
    return library == null || saidOf.equals(ANY) || saidOf.equals(library);
  }

  @Override
  public String toString() {
    return saidOf
        + ": "
        + name
        + ", "
        + kind.name().toLowerCase(Locale.ROOT)
        + (what.isEmpty() ? "" : " " + what)
        + (artifact.isEmpty() ? "" : " of " + ClassFiles.describe(artifact));
  }

  private static List<NamedThing> read() {
    List<NamedThing> rows = new ArrayList<>();
    try (InputStream in = NamedThing.class.getResourceAsStream("names.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] cells = line.split("\\|", -1);
          if (cells.length != 5) {
            throw new IllegalStateException("names.txt: not five cells: " + line);
          }
          rows.add(
              new NamedThing(
                  cells[0].trim(),
                  cells[1].trim(),
                  Kind.valueOf(cells[2].trim().toUpperCase(Locale.ROOT)),
                  cells[3].trim(),
                  cells[4].trim()));
        }
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
