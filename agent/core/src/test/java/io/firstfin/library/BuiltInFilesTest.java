package io.firstfin.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BuiltInFilesTest {
  private static final Path FOLDER = Path.of("src/main/resources/io/firstfin/libraries");

  @Test
  void theIndexNamesEachFile() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      Set<String> there =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> !name.equals("index.txt"))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(there, new TreeSet<>(BuiltInFiles.names()));
    }
  }

  @Test
  void aMethodThatMeansSomethingIsOfItsOwnLibrary() {
    Libraries libraries = Libraries.builtIn();
    for (Library library : libraries.all()) {
      for (StackKind kind : StackKind.values()) {
        for (String method : library.methods(kind)) {
          assertEquals(library, libraries.packages().of(method), method);
          assertTrue(libraries.shows(List.of(method + "(X.java:1)"), kind), method);
        }
      }
    }
  }
}
