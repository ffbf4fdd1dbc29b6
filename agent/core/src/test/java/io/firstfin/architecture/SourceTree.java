package io.firstfin.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The sources of everything that goes into the jar. */
final class SourceTree {
  /** Tests run in the folder of the core. */
  static final Path JAVA_9 = Path.of("src/main/java9");

  private static final List<Path> ROOTS =
      List.of(
          Path.of("src/main/java"),
          JAVA_9,
          Path.of("src/main/jfr"),
          Path.of("../bootstrap/src/main/java"),
          Path.of("../launcher/src/main/java"));

  private SourceTree() {}

  /** All files, each relative to the root of its packages. */
  static List<Path> relative() throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path root : ROOTS) {
      files(root).forEach(file -> all.add(root.relativize(file)));
    }
    return all;
  }

  static List<Path> files() throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path root : ROOTS) {
      all.addAll(files(root));
    }
    return all;
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> found = Files.walk(root)) {
      return found.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
