package io.firstfin.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Shows the line of the demo that the agent should name. */
final class SourceLine {
  private SourceLine() {}

  /**
   * Prints the first line of a class that begins with {@code statement}, and the lines around it.
   * Prints nothing where the sources are missing.
   */
  static void show(Console console, Path sources, Class<?> type, String statement)
      throws IOException {
    Path file = sources.resolve(type.getName().replace('.', '/') + ".java");
    if (!Files.isReadable(file)) {
      return;
    }
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).trim().startsWith(statement)) {
        console.part("The line that causes it");
        console.line("   line to find: %s:%d", file.getFileName(), i + 1);
        for (int j = Math.max(0, i - 3); j <= Math.min(lines.size() - 1, i + 1); j++) {
          console.line("     %s %4d  %s", j == i ? ">" : " ", j + 1, lines.get(j));
        }
        return;
      }
    }
  }
}
