package benchmarks.driver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A running program, with or without the agent, in a network namespace of its own. */
final class Program implements AutoCloseable {

  /**
   * Ticks per second in /proc/PID/stat: USER_HZ, 100 on every Linux that Java runs on (proc(5)).
   */
  private static final double TICKS_PER_SECOND = 100;

  private final Process process;
  private final Path stderr;
  private final BufferedReader answers;
  private final Writer commands;

  private Program(Process process, Path stderr) {
    this.process = process;
    this.stderr = stderr;
    answers = process.inputReader(StandardCharsets.UTF_8);
    commands = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** The command line of a program, with this agent if there is one. */
  static List<String> command(
      Setup setup, Optional<Path> agentJar, String agentOptions, String... program) {
    List<String> command = new ArrayList<>();
    command.add(setup.java().toString());
    if (agentJar.isPresent()) {
      String options = agentOptions.isEmpty() ? "" : "=" + agentOptions;
      command.add("-javaagent:" + agentJar.get() + options);
    }
    command.add("-cp");
    command.add(setup.programs().toString());
    command.addAll(List.of(program));
    return command;
  }

  /**
   * Starts a program and waits until it accepts commands.
   *
   * @param program options of the JVM, the class without its package, its arguments
   */
  static Program start(Setup setup, Optional<Path> agentJar, String agentOptions, String... program)
      throws IOException, InterruptedException {
    return start(setup, Namespace.own(command(setup, agentJar, agentOptions, program)));
  }

  /** As above without the agent, in the network namespace of another program. */
  static Program startBeside(Setup setup, Program other, String... program)
      throws IOException, InterruptedException {
    return startBeside(setup, other, Optional.empty(), program);
  }

  /** As above with this agent if there is one. */
  static Program startBeside(Setup setup, Program other, Optional<Path> agentJar, String... program)
      throws IOException, InterruptedException {
    return start(setup, Namespace.of(other.pid(), command(setup, agentJar, "", program)));
  }

  private static Program start(Setup setup, List<String> command)
      throws IOException, InterruptedException {
    Path stderr = Files.createTempFile(setup.scratch(), "program", ".err");
    Process process = new ProcessBuilder(command).redirectError(stderr.toFile()).start();
    Children.started(process);
    Program started = new Program(process, stderr);
    try {
      started.readAnswer("ready");
    } catch (IOException e) {
      started.close();
      throw e;
    }
    return started;
  }

  long pid() {
    return process.pid();
  }

  /** Sends a command and returns the number that answers it. */
  long ask(String command) throws IOException {
    commands.write(command + "\n");
    commands.flush();
    return Long.parseLong(readAnswer(null));
  }

  /** CPU time of the whole process until now, all threads, in nanoseconds. */
  double cpuNanos() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid() + "/stat"));
    // The name, second field, may hold spaces; utime and stime are fields 14 and 15.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 1e9 / TICKS_PER_SECOND;
  }

  /** Memory of the process that is resident now, in bytes (proc(5), VmRSS). */
  long residentBytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid() + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IOException("process " + pid() + " has ended and said:\n" + stderr());
  }

  /** CPU time of the agent's own threads until now, in nanoseconds. */
  double agentThreadNanos() throws IOException {
    return threadNanos("firstfin");
  }

  /** Whether there is a thread whose name begins with this. */
  boolean hasThread(String name) throws IOException {
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc/" + pid() + "/task"))) {
      for (Path task : tasks) {
        if (name(task).startsWith(name)) {
          return true;
        }
      }
      return false;
    }
  }

  private static String name(Path task) throws IOException {
    try {
      return Files.readString(task.resolve("comm"));
    } catch (NoSuchFileException e) {
      // The thread has ended meanwhile.
      return "";
    }
  }

  /** CPU time of the threads whose names begin with this, in nanoseconds (proc(5), schedstat). */
  double threadNanos(String name) throws IOException {
    double nanos = 0;
    int threads = 0;
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc/" + pid() + "/task"))) {
      for (Path task : tasks) {
        if (Files.readString(task.resolve("comm")).startsWith(name)) {
          nanos += Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ")[0]);
          threads++;
        }
      }
    }
    if (threads == 0) {
      throw new IOException("no thread is called " + name + "; the program said:\n" + stderr());
    }
    return nanos;
  }

  /** What the program and the agent wrote to standard error. */
  String stderr() throws IOException {
    return Files.readString(stderr, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    try {
      commands.close();
    } catch (IOException e) {
      Setup.progress("process %d had ended by itself", pid());
    }
    Children.stop(process);
    Files.deleteIfExists(stderr);
  }

  private String readAnswer(String expected) throws IOException {
    String line = answers.readLine();
    if (line == null || (expected != null && !line.equals(expected))) {
      throw new IOException("the program answered " + line + " and said:\n" + stderr());
    }
    return line;
  }
}
