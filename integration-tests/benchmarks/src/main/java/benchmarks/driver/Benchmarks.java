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
          ClosePair.agent(
              "close-pair", "client first", 1.08, PairsProgram.of("socket", "CLIENT_FIRST")),
          ClosePair.agent(
              "close-pair-server-first",
              "server first",
              1.08,
              PairsProgram.of("socket", "SERVER_FIRST")),
          ClosePair.agent(
              "close-pair-channel",
              "SocketChannel",
              1.08,
              PairsProgram.of("channel", "CLIENT_FIRST")),
          ClosePair.agent(
              "close-pair-one-thread", "one thread", 1.12, PairsProgram.of("socket", "ONE_THREAD")),
          ClosePair.agent(
              "close-pair-deep",
              "one thread, 100 frames deep",
              1.12,
              PairsProgram.of("socket", "ONE_THREAD", 100, 1)),
          ClosePair.agent(
              "close-pair-64-threads",
              "64 threads at once",
              Double.NaN,
              PairsProgram.of("socket", "ONE_THREAD", 24, 64)),
          new HttpCall(),
          new FinDelay(),
          new Race(),
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
              List.of(
                  "-Dsun.net.httpserver.nodelay=true", "benchmarks.program.newer.HttpExchanges")),
          new Scrapes(),
          new Trace(),
          new Start("start", "start without a socket", "benchmarks.program.NoSocket", 30),
          new Start(
              "first-close", "start until the first close", "benchmarks.program.FirstClose", 220),
          new Resident(),
          new Census(),
          new Gate(),
          new HeapKept(),
          new AllJvms(),
          new JUnitTests(),
          new Sustained(),
          new Accuracy());

  private Benchmarks() {}

  /**
   * Runs.
   *
   * @param arguments {@code --list}, or names of benchmarks; without names all of them run. The
   *     system properties {@code java}, {@code agent}, {@code base}, {@code junitExtension}, {@code
   *     programs}, {@code libraries}, {@code censusFloor}, {@code ss}, {@code scratch}, {@code
   *     quick} and {@code markdown} say what is there; an empty one means no
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
            path("base"),
            path("junitExtension"),
            path("programs").orElseThrow(),
            path("libraries").orElseThrow(),
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
    if (setup.baseJar().isPresent()) {
      rows.replaceAll(Row::withoutVerdict);
    }
    Table table = new Table(rows);
    System.out.println(isSet("markdown") ? table.markdown() : table.text());
    System.exit(failed ? 1 : 0);
  }

  private static List<Benchmark> choose(List<String> names) {
    if (names.isEmpty()) {
      return ALL.stream().filter(Benchmark::isInWholeRun).toList();
    }
    return ALL.stream().filter(benchmark -> names.contains(benchmark.name())).toList();
  }

  private static String heading(Setup setup) throws Exception {
    return String.format(
        "Linux %s, %d CPUs, Java %s, %s%s",
        Files.readString(Path.of("/proc/sys/kernel/osrelease")).trim(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        compared(setup),
        setup.quick() ? ", quick: fewer rounds, smaller loads" : "");
  }

  private static String compared(Setup setup) {
    if (setup.agentJar().isEmpty()) {
      return "control run, no agent on either side";
    }
    return setup.baseJar().map(base -> "with the agent; without: " + base).orElse("with the agent");
  }

  private static Optional<Path> path(String property) {
    return isSet(property) ? Optional.of(Path.of(System.getProperty(property))) : Optional.empty();
  }

  private static boolean isSet(String property) {
    return !System.getProperty(property, "").isEmpty();
  }
}
