package io.firstfin.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BuiltInFilesTest {
  private static final Path FOLDER = Path.of("src/main/resources/io/firstfin/libraries");

  @Test
  void theLibrariesOfEachFileAreThere() throws IOException {
    List<String> inFiles = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.sorted().toList()) {
        List<String> problems = new ArrayList<>();
        for (Library library : LibraryParser.parse(Files.readString(file), problems)) {
          inFiles.add(library.name);
        }
        assertEquals(List.of(), problems, file.toString());
      }
    }
    assertEquals(inFiles, Libraries.builtIn().all().stream().map(library -> library.name).toList());
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
