package io.firstfin.diagnose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the rules can say, without the remedies of their libraries: the texts in their class files.
 */
final class RuleSentences {
  private static final String PACKAGE = "/io/firstfin/diagnose";

  private RuleSentences() {}

  /** The texts by class. They are pieces of sentences where the rest depends on what was found. */
  static Map<String, Set<String>> all() {
    try {
      Path place =
          Path.of(Diagnoses.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(place)) {
        return of(place.resolve(PACKAGE.substring(1)));
      }
      try (FileSystem jar = FileSystems.newFileSystem(place)) {
        return of(jar.getPath(PACKAGE));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, Set<String>> of(Path folder) throws IOException {
    Map<String, Set<String>> sentences = new TreeMap<>();
    try (Stream<Path> files =
        Files.walk(folder).filter(file -> file.toString().endsWith(".class"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = file.getFileName().toString().replaceFirst("\\.class$", "");
        Set<String> texts = new TreeSet<>(ClassFile.read(Files.readAllBytes(file)).texts);
        // A key of the evidence looks like a name too, but it is one word.
        texts.removeIf(text -> text.indexOf(' ') < 0 && text.indexOf('.') < 0);
        sentences.put(name, texts);
      }
    }
    return sentences;
  }
}
