package io.firstfin.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class UserLibrariesTest {
  @TempDir Path folder;

  @Test
  void aFileIsReadAndItsErrorsAreNamed() throws Exception {
    Path file = folder.resolve("ours.txt");
    Files.writeString(file, "name = Acme\nkind = ours\npackage = com.acme.\n");

    UserLibraries read = UserLibraries.read(file.toString());

    assertEquals("Acme", read.libraries.get(0).name);
    assertEquals(
        List.of(
            "libraries="
                + file
                + ": line 2: ours is not accepted, accepted is library, toolkit, jdk, platform"
                + " and application; the line is left out"),
        read.problems);
  }

  @Test
  void aFileOfAnotherKindDoesNotFillTheLog() throws Exception {
    Path file = folder.resolve("other");
    Files.writeString(file, "what is this\n".repeat(5000));

    UserLibraries read = UserLibraries.read(file.toString());

    assertEquals(11, read.problems.size());
    assertTrue(read.problems.get(10).contains("4990 more lines"), read.problems.get(10));
  }

  @Test
  void whatIsNotThereOrTooLargeIsRefused() throws Exception {
    Path large = folder.resolve("large");
    Files.write(large, new byte[(1 << 20) + 1]);

    assertEquals(
        List.of(
            "libraries="
                + large
                + ": larger than 1 MB; the libraries in firstfin.jar are used alone"),
        UserLibraries.read(large.toString()).problems);
    assertTrue(UserLibraries.read("/nowhere").problems.get(0).contains("no such file"));
    assertTrue(UserLibraries.read(folder.toString()).problems.get(0).contains("not a regular"));
  }

  @Test
  @Timeout(20)
  void aPipeIsNotWaitedFor() throws Exception {
    Path pipe = folder.resolve("pipe");
    Assumptions.assumeTrue(
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no mkfifo here");

    assertTrue(UserLibraries.read(pipe.toString()).problems.get(0).contains("not a regular file"));
  }
}
