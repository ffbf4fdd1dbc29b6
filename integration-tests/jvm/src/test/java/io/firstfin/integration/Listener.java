package io.firstfin.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.firstfin.support.Jdk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that runs {@code trace PID --json}. */
final class Listener implements AutoCloseable {
  private static final int SECONDS = 30;
  private static final String THREAD = "firstfin-trace";

  private final Process process;
  private final Path out;

  private Listener(Process process, Path out) {
    this.process = process;
    this.out = out;
  }

  /** Returns once the agent hands closes over and knows that the process reads them. */
  static Listener to(JvmProcess jvm, Jdk jdk, Path folder, String... filters) throws IOException {
    Path out = Files.createTempFile(folder, "trace", ".json");
    List<String> command = new ArrayList<>();
    command.addAll(List.of(jdk.java().toString(), "-jar", JvmProcess.JAR.toString()));
    command.addAll(List.of("trace", Long.toString(jvm.pid()), "--json"));
    command.addAll(List.of(filters));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process =
        builder
            .redirectOutput(out.toFile())
            .redirectError(out.resolveSibling(out.getFileName() + ".err").toFile())
            .start();
    Listener listener = new Listener(process, out);
    if (!Await.until(SECONDS, () -> isRead(jvm), read -> read)) {
      listener.close();
      throw new AssertionError("no trace begins: " + listener + "\n" + jvm);
    }
    return listener;
  }

  /** The agent removes the name of the file when it has seen the reader. */
  private static boolean isRead(JvmProcess jvm) {
    try {
      return isServed(jvm)
          && OpenDescriptors.of(jvm.pid()).stream()
              .anyMatch(target -> target.matches(".*/firstfin-trace-\\w+ \\(deleted\\)"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the agent has a thread, and a file that is open, for a listener. */
  static boolean isServed(JvmProcess jvm) {
    try {
      return AgentThreads.of(jvm).contains(THREAD);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines that are closes, once lines and closes left out are as many together. */
  List<JsonNode> awaitCloses(int count) {
    List<JsonNode> lines =
        Await.until(SECONDS, this::lines, l -> closes(l).size() + leftOut(l) >= count);
    if (closes(lines).size() + leftOut(lines) != count) {
      throw new AssertionError("not " + count + " closes: " + this);
    }
    return closes(lines);
  }

  long leftOut() {
    return leftOut(lines());
  }

  private static List<JsonNode> closes(List<JsonNode> lines) {
    return lines.stream().filter(line -> line.has("initiator")).toList();
  }

  private static long leftOut(List<JsonNode> lines) {
    return lines.stream().mapToLong(line -> line.path("leftOut").asLong()).sum();
  }

  private List<JsonNode> lines() {
    try {
      String text = Files.readString(out);
      List<JsonNode> lines = new ArrayList<>();
      // The last line may not be whole yet.
      for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
        lines.add(new ObjectMapper().readTree(line));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int awaitExit() throws InterruptedException {
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running after " + SECONDS + " s: " + this);
    }
    return process.exitValue();
  }

  /** Kills the process, which can do nothing about it. */
  @Override
  public void close() {
    process.destroyForcibly();
  }

  @Override
  public String toString() {
    try {
      return "trace: "
          + Files.readString(out)
          + Files.readString(out.resolveSibling(out.getFileName() + ".err"));
    } catch (IOException e) {
      return "trace: " + e;
    }
  }
}
