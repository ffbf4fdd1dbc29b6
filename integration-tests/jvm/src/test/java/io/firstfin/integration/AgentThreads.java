package io.firstfin.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The agent's threads in a JVM, by the names that the kernel has. */
final class AgentThreads {
  private AgentThreads() {}

  static List<String> of(JvmProcess jvm) throws IOException {
    return of(jvm.pid());
  }

  static List<String> of(long pid) throws IOException {
    List<String> ours = new ArrayList<>();
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (Path task : tasks.toList()) {
        String name = name(task);
        if (name.contains("firstfin") || name.contains("JNA")) {
          ours.add(name);
        }
      }
    }
    return ours;
  }

  private static String name(Path task) throws IOException {
    try {
      return Files.readString(task.resolve("comm")).strip();
    } catch (NoSuchFileException e) {
      // The thread has ended meanwhile.
      return "";
    }
  }
}
