package benchmarks.driver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Commands that run in a network namespace of their own, or in that of a running process. The
 * host's sockets are neither counted nor touched, no program inherits the TIME_WAIT of the one
 * before, and what a program leaves is removed with its namespace.
 */
final class Namespace {

  /**
   * A wide port range and room for every TIME_WAIT, so that none is skipped. No reuse of a
   * TIME_WAIT, which loopback does by default, so that the number of them is the number of closes.
   */
  private static final String PREPARE =
      "set -e;"
          + " ip link set lo up;"
          + " cd /proc/sys/net/ipv4;"
          + " echo 1024 65535 > ip_local_port_range;"
          + " echo 0 > tcp_tw_reuse;"
          + " echo 300000 > tcp_max_tw_buckets;"
          + " cd /; ";

  /** The longest time that a command which ends by itself may take. */
  private static final long DEADLINE_SECONDS = 120;

  private Namespace() {}

  /** Wraps a command so that it runs, as the same process, in a namespace of its own. */
  static List<String> own(List<String> command) {
    return script(List.of("unshare", "-n"), PREPARE + "exec \"$@\"", command);
  }

  /**
   * Wraps a command so that it runs, as the same process, in the namespace of a running process.
   */
  static List<String> of(long pid, List<String> command) {
    List<String> all = new ArrayList<>(enter(pid));
    all.addAll(command);
    return all;
  }

  /**
   * Wall and CPU time of a command in a namespace of its own, without the time to make the
   * namespace.
   */
  static Cost cost(Setup setup, List<String> command) throws IOException, InterruptedException {
    return cost(setup, List.of("unshare", "-n"), PREPARE, command);
  }

  /** The same in the namespace of a running process. */
  static Cost costIn(Setup setup, long pid, List<String> command)
      throws IOException, InterruptedException {
    return cost(setup, enter(pid), "", command);
  }

  /** What a command prints when it runs in the namespace of a running process. */
  static String outputIn(Setup setup, long pid, List<String> command)
      throws IOException, InterruptedException {
    return output(setup, of(pid, command));
  }

  /** What a command prints on standard output. */
  static String output(Setup setup, List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile(setup.scratch(), "out", ".txt");
    Path err = Files.createTempFile(setup.scratch(), "err", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    Children.started(process);
    try {
      if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("still running after " + DEADLINE_SECONDS + " s: " + command);
      }
      String said = Files.readString(err, StandardCharsets.UTF_8);
      if (process.exitValue() != 0) {
        throw new IOException(
            "exit status " + process.exitValue() + " of " + command + "\n" + said);
      }
      return Files.readString(out, StandardCharsets.UTF_8);
    } finally {
      Children.stop(process);
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static Cost cost(Setup setup, List<String> where, String prepare, List<String> command)
      throws IOException, InterruptedException {
    // The shell's own "time" goes to the shell's standard error, and the command's standard error
    // goes elsewhere.
    String timed = "TIMEFORMAT='%3R %3U %3S'; { time \"$@\" >/dev/null 2>&3; } 3>&2 2>&1";
    return Cost.parse(output(setup, script(where, prepare + timed, command)));
  }

  private static List<String> enter(long pid) {
    return List.of("nsenter", "-t", Long.toString(pid), "-n");
  }

  private static List<String> script(List<String> where, String script, List<String> command) {
    List<String> all = new ArrayList<>(where);
    all.addAll(List.of("bash", "-c", script, "benchmark"));
    all.addAll(command);
    return all;
  }
}
