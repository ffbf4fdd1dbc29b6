package benchmarks.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a listener costs the service. One JVM with the agent closes 5,000 connections a second in
 * blocks, in turns while {@code trace} prints each of them and while nobody listens. The CPU time
 * is that of the whole JVM; the command is another process, and its start is not in a block.
 */
final class Trace implements Benchmark {

  private static final int CLOSES_PER_SECOND = 5_000;
  private static final int BLOCK_SECONDS = 3;
  private static final int BLOCK_PAIRS = CLOSES_PER_SECOND / 2 * BLOCK_SECONDS;
  private static final double LIMIT = 1.03;

  /** Until the agent's thread for the listener has come or gone. */
  private static final long SETTLE_MILLIS = 1_500;

  @Override
  public String name() {
    return "trace";
  }

  @Override
  public String description() {
    return "CPU of a service at 5,000 closes a second with a listener, against without";
  }

  @Override
  public List<Row> measure(Setup setup) throws Exception {
    if (setup.agentJar().isEmpty()) {
      throw new Skipped("the agent");
    }
    List<Row> rows = new ArrayList<>();
    rows.add(measure(setup, "each close printed", "--rate=100000"));
    rows.add(measure(setup, "300 lines a second", "--rate=300"));
    return rows;
  }

  private static Row measure(Setup setup, String what, String rate) throws Exception {
    Spread without = new Spread();
    Spread with = new Spread();
    Spread ratios = new Spread();
    int rounds = setup.size(5, 3);
    for (int round = 1; round <= rounds; round++) {
      try (Program program =
          Program.start(
              setup,
              setup.agentJar(),
              "",
              PairsProgram.of("socket", "CLIENT_FIRST").toArray(String[]::new))) {
        // Both kinds, so that the code of both is compiled.
        block(setup, program, rate);
        block(setup, program, null);
        double alone = 0;
        double listened = 0;
        int pairsOfBlocks = setup.size(4, 2);
        for (int i = 0; i < pairsOfBlocks; i++) {
          // The order is A B B A.
          boolean listenedFirst = i % 2 == 0;
          listened += listenedFirst ? block(setup, program, rate) : 0;
          alone += block(setup, program, null);
          listened += listenedFirst ? 0 : block(setup, program, rate);
        }
        double micros = 1000.0 * pairsOfBlocks * 2 * BLOCK_PAIRS;
        without.add(alone / micros);
        with.add(listened / micros);
      }
      ratios.add(with.last() / without.last());
      Setup.progress(
          "round %d of %d, %s: %.2f and %.2f µs a close, ratio %.3f",
          round, rounds, what, without.last(), with.last(), ratios.last());
    }
    return Row.atMost(
        "CPU per close with a listener, " + what,
        without.text("%.1f µs"),
        with.text("%.1f µs"),
        ratios,
        "%.3f",
        LIMIT);
  }

  /** The CPU time of a block, in nanoseconds; {@code rate} is null for no listener. */
  private static double block(Setup setup, Program program, String rate) throws Exception {
    if (rate == null) {
      Thread.sleep(SETTLE_MILLIS);
      return work(program);
    }
    Path out = Files.createTempFile(setup.scratch(), "trace", ".json");
    Process listener = listen(setup, program, rate, out);
    try {
      double nanos = work(program);
      // All lines must have come, or be counted.
      Thread.sleep(SETTLE_MILLIS);
      check(out);
      return nanos;
    } finally {
      Children.stop(listener);
      Files.delete(out);
    }
  }

  private static double work(Program program) throws IOException {
    double begin = program.cpuNanos();
    program.ask("paced " + BLOCK_PAIRS + " " + CLOSES_PER_SECOND / 2);
    return program.cpuNanos() - begin;
  }

  private static Process listen(Setup setup, Program program, String rate, Path out)
      throws IOException, InterruptedException {
    List<String> command =
        setup.agentCommand("trace", Long.toString(program.pid()), "--json", rate);
    Process listener =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Children.started(listener);
    while (!program.hasThread("firstfin-trace")) {
      if (!listener.isAlive()) {
        throw new IOException("the listener has ended by itself");
      }
      Thread.sleep(50);
    }
    Thread.sleep(SETTLE_MILLIS);
    return listener;
  }

  /** Lines and closes left out must be all closes. */
  private static void check(Path out) throws IOException {
    long closes = 0;
    for (String line : Files.readAllLines(out)) {
      closes += line.startsWith("{\"leftOut\": ") ? Long.parseLong(line.replaceAll("\\D", "")) : 1;
    }
    if (closes != 2L * BLOCK_PAIRS) {
      throw new IOException(closes + " closes traced of " + 2 * BLOCK_PAIRS);
    }
  }
}
