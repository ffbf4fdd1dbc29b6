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

  /** How often the agent's own thread has waited (proc(5), voluntary_ctxt_switches). */
  static long waits(JvmProcess jvm) throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + jvm.pid() + "/task"))) {
      for (Path task : tasks.toList()) {
        if (name(task).equals("firstfin")) {
          String status = Files.readString(task.resolve("status"));
          return Long.parseLong(
              status.split("\nvoluntary_ctxt_switches:")[1].strip().split("\\s", 2)[0]);
        }
      }
    }
    throw new AssertionError("no thread of the agent");
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
