package io.firstfin.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The document lists the libraries as their files, names.txt and the test programs have them. */
class LibrariesTableTest {
  private static final Path DOCUMENT = Path.of("../../docs/libraries.md");

  /** Where the test leaves the document as it must be. */
  private static final Path WANTED = Path.of("target/libraries.md");

  @Test
  void theDocumentHasTheTable() throws IOException {
    String document = Files.readString(DOCUMENT);
    int begin = document.indexOf(LibrariesTable.BEGIN);
    int end = document.indexOf(LibrariesTable.END);
    assertTrue(begin >= 0 && begin < end, DOCUMENT + " has both markers");
    String wanted =
        document.substring(0, begin)
            + new LibrariesTable().markdown()
            + document.substring(end + LibrariesTable.END.length());
    if (!wanted.equals(document)) {
      Files.createDirectories(WANTED.getParent());
      Files.writeString(WANTED, wanted);
      assertEquals(
          wanted, document, "cp agent/core/" + WANTED + " docs/libraries.md, in the root folder");
    }
  }
}
