package io.firstfin.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A file that other processes read while it is written anew: they see the old lines or the new. */
final class ReplacedFile {
  private ReplacedFile() {}

  static void write(Path file, List<String> lines) throws IOException {
    Path written = file.resolveSibling(file.getFileName() + ".next");
    Files.write(written, lines);
    Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
