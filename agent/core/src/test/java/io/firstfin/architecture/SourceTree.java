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
  private static final List<Path> CORE =
      List.of(
          Path.of("src/main/java"),
          Path.of("src/main/java9"),
          Path.of("src/main/java9-internals"),
          Path.of("src/main/jfr"));

  /** Those that need more than Java 8. */
  static final List<Path> JAVA_9 = CORE.subList(1, 3);

  private static final List<Path> OTHERS =
      List.of(Path.of("../bootstrap/src/main/java"), Path.of("../launcher/src/main/java"));

  private SourceTree() {}

  /** All files, each relative to the root of its packages. */
  static List<Path> relative() throws IOException {
    List<Path> all = relativeOfCore();
    all.addAll(relative(OTHERS));
    return all;
  }

  /** The core's files, each relative to the root of its packages. */
  static List<Path> relativeOfCore() throws IOException {
    return relative(CORE);
  }

  static List<Path> files() throws IOException {
    List<Path> all = files(CORE);
    all.addAll(files(OTHERS));
    return all;
  }

  private static List<Path> relative(List<Path> roots) throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path root : roots) {
      files(root).forEach(file -> all.add(root.relativize(file)));
    }
    return all;
  }

  private static List<Path> files(List<Path> roots) throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path root : roots) {
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
