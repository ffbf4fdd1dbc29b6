package io.firstfin.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * FirstFIN's command line, which this process runs on itself, as an operator would from outside.
 */
final class AgentCommand {
  private final Path jar;

  AgentCommand(Path jar) {
    this.jar = jar;
  }

  /** The jar as the user would type it: a relative path when it is under the current folder. */
  Path jar() {
    Path here = Path.of("").toAbsolutePath();
    return jar.startsWith(here) ? here.relativize(jar) : jar;
  }

  /** Shows the report for people; returns the exit status. */
  int showReport() throws IOException, InterruptedException {
    return Command.show(report());
  }

  /**
   * The report for programs.
   *
   * @throws IOException when the command fails
   */
  String jsonReport() throws IOException, InterruptedException {
    List<String> command = report("--json");
    Command.Result result = Command.run(command);
    if (result.status() != 0) {
      throw new IOException("exit status " + result.status() + " of " + String.join(" ", command));
    }
    return result.output();
  }

  private List<String> report(String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(jar.toString());
    command.add("report");
    command.add(Long.toString(ProcessHandle.current().pid()));
    command.addAll(List.of(options));
    return command;
  }
}
