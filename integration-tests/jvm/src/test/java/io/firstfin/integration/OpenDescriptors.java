package io.firstfin.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the open descriptors of a process refer to, as the links in /proc/PID/fd say (proc(5)). */
final class OpenDescriptors {
  private OpenDescriptors() {}

  static List<String> of(long pid) throws IOException {
    List<String> targets = new ArrayList<>();
    try (Stream<Path> links = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      for (Path link : links.toList()) {
        try {
          targets.add(Files.readSymbolicLink(link).toString());
        } catch (NoSuchFileException e) {
          // The process has closed it meanwhile.
          continue;
        }
      }
    }
    return targets;
  }
}
