package io.firstfin.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a command to its end. */
public final class Command {
  private static final long DEADLINE_SECONDS = 60;

  public record Result(int status, String out, String err) {
    public List<String> errLines() {
      return err.lines().toList();
    }
  }

  private Command() {}

  /** The exit status; 127 when there is no such command. */
  public static Result run(String... command) {
    return run(List.of(command));
  }

  public static Result run(List<String> command) {
    File out = null;
    File err = null;
    try {
      out = File.createTempFile("firstfin", ".out");
      err = File.createTempFile("firstfin", ".err");
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().remove("JAVA_TOOL_OPTIONS");
      builder.redirectInput(new File("/dev/null")).redirectOutput(out).redirectError(err);
      Process process;
      try {
        process = builder.start();
      } catch (IOException e) {
        return new Result(127, "", e.getMessage());
      }
      if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError(command + " did not end in " + DEADLINE_SECONDS + " s");
      }
      return new Result(process.exitValue(), read(out), read(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } finally {
      if (out != null) {
        out.delete();
      }
      if (err != null) {
        err.delete();
      }
    }
  }

  private static String read(File file) throws IOException {
    return Files.readString(Path.of(file.getPath()));
  }
}
