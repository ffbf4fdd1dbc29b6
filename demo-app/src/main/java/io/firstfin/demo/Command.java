package io.firstfin.demo;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;

/** A program that is run to its end. When the demo is interrupted, the program ends too. */
final class Command {
  record Result(int status, String output) {}

  private Command() {}

  /** Returns the standard output; standard error goes to that of the demo. */
  static Result run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return guarded(
        process,
        () -> {
          process.getOutputStream().close();
          String output =
              new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
          return new Result(process.waitFor(), output);
        });
  }

  /**
   * Runs it with both outputs going to those of the demo, colours included; returns the exit
   * status.
   */
  static int show(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    return guarded(process, process::waitFor);
  }

  private interface Work<T> {
    T finish() throws IOException, InterruptedException;
  }

  private static <T> T guarded(Process process, Work<T> work)
      throws IOException, InterruptedException {
    Thread destroy = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(destroy);
    T result = work.finish();
    Runtime.getRuntime().removeShutdownHook(destroy);
    return result;
  }
}
