package io.firstfin.quiet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process that ends when its standard input does, and at the latest with this JVM. */
final class Child implements AutoCloseable {
  private final Process process;
  private final Path errors;
  private final BlockingQueue<String> out = new LinkedBlockingQueue<>();

  private Child(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    Thread reader = new Thread(this::read, "output of " + process.pid());
    reader.setDaemon(true);
    reader.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /**
   * @param folder where its standard error is kept
   */
  static Child start(String name, List<String> command, Path folder) throws IOException {
    Path errors = folder.resolve(name + ".err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("JDK_JAVA_OPTIONS");
    builder.environment().keySet().removeIf(key -> key.startsWith("FIRSTFIN_"));
    return new Child(builder.start(), errors);
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      in.lines().forEach(out::add);
    } catch (IOException e) {
      // It was killed.
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for the first line that begins with this. */
  String await(String prefix, int seconds) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (true) {
      String line = out.poll(100, TimeUnit.MILLISECONDS);
      if (line != null && line.startsWith(prefix)) {
        return line;
      }
      boolean over = !process.isAlive() && out.isEmpty() || System.nanoTime() > end;
      if (line == null && over) {
        throw new IOException("did not say '" + prefix + "':\n" + errors());
      }
    }
  }

  String errors() throws IOException {
    return Files.readString(errors);
  }

  /** Closes its standard input. The process works until it has noticed that. */
  void endInput() throws IOException {
    process.getOutputStream().close();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    endInput();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
