package benchmarks.driver;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Runs the benchmarks that the arguments name and prints their table; {@code run} prepares what
 * they need.
 */
public final class Benchmarks {

  private static final String RECORDING = "-XX:StartFlightRecording=disk=false";

  /** Without it the JVM's words about the recording would come between the program's answers. */
  private static final String QUIET = "-Xlog:jfr+startup=off";

  private static final List<Benchmark> ALL =
      List.of(
          new ClosePair("close-pair", "client first", "socket", "CLIENT_FIRST"),
          new ClosePair("close-pair-server-first", "server first", "socket", "SERVER_FIRST"),
          new ClosePair("close-pair-channel", "SocketChannel", "channel", "CLIENT_FIRST"),
          new ClosePair("close-pair-one-thread", "one thread", "socket", "ONE_THREAD"),
          ClosePair.flightRecorder("jfr-idle", "JFR events on, no recording"),
          ClosePair.flightRecorder(
              "jfr-default", "JFR events in a default recording", RECORDING, QUIET),
          ClosePair.flightRecorder(
              "jfr-all",
              "a JFR event for every close",
              RECORDING + ",+firstfin.ConnectionClosed#throttle=off",
              QUIET),
          new KeptAlive(
              "kept-alive",
              "blocking sockets",
              true,
              20_000,
              List.of("benchmarks.program.PingPong")),
          new KeptAlive(
              "kept-alive-http",
              "the JDK's HTTP client and server",
              false,
              1_000,
              List.of("-Dsun.net.httpserver.nodelay=true", "benchmarks.program.HttpExchanges")),
          new Scrapes(),
          new Trace(),
          new Start(
              "start", "start without a socket", "benchmarks.program.NoSocket", 60, Start.NONE),
          new Start(
              "first-close",
              "start until the first close",
              "benchmarks.program.FirstClose",
              Start.NONE,
              350),
          new Census(),
          new Gate(),
          new HeapKept(),
          new Sustained(),
          new Accuracy());

  private Benchmarks() {}

  /**
   * Runs.
   *
   * @param arguments {@code --list}, or names of benchmarks; without names all of them run. The
   *     system properties {@code java}, {@code agent}, {@code programs}, {@code censusFloor},
   *     {@code ss}, {@code scratch}, {@code quick} and {@code markdown} say what is there; an empty
   *     one means no
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 1 && arguments[0].equals("--list")) {
      for (Benchmark benchmark : ALL) {
        System.out.printf("  %-24s %s%n", benchmark.name(), benchmark.description());
      }
      return;
    }
    List<Benchmark> chosen = choose(Arrays.asList(arguments));
    Children.stopAllAtExit();
    Setup setup =
        new Setup(
            Path.of(System.getProperty("java")),
            path("agent"),
            path("programs").orElseThrow(),
            path("censusFloor"),
            isSet("ss"),
            path("scratch").orElseThrow(),
            isSet("quick"));
    boolean failed = false;
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      Benchmark benchmark = chosen.get(i);
      System.err.printf(
          "[%d/%d] %s: %s%n", i + 1, chosen.size(), benchmark.name(), benchmark.description());
      try {
        rows.addAll(benchmark.measure(setup));
      } catch (Skipped e) {
        rows.add(Row.note(benchmark.name(), e.getMessage()));
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        failed = true;
        System.err.println(e.getMessage() == null ? e.toString() : e.getMessage());
        rows.add(Row.note(benchmark.name(), "failed, see above"));
      }
    }
    System.err.println();
    System.out.println(heading(setup));
    System.out.println();
    Table table = new Table(rows);
    System.out.println(isSet("markdown") ? table.markdown() : table.text());
    System.exit(failed ? 1 : 0);
  }

  private static List<Benchmark> choose(List<String> names) {
    if (names.isEmpty()) {
      return ALL;
    }
    return ALL.stream().filter(benchmark -> names.contains(benchmark.name())).toList();
  }

  private static String heading(Setup setup) throws Exception {
    return String.format(
        "Linux %s, %d CPUs, Java %s, %s%s",
        Files.readString(Path.of("/proc/sys/kernel/osrelease")).trim(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        setup.agentJar().isPresent() ? "with the agent" : "control run, no agent on either side",
        setup.quick() ? ", quick: fewer rounds, smaller loads" : "");
  }

  private static Optional<Path> path(String property) {
    return isSet(property) ? Optional.of(Path.of(System.getProperty(property))) : Optional.empty();
  }

  private static boolean isSet(String property) {
    return !System.getProperty(property, "").isEmpty();
  }
}
