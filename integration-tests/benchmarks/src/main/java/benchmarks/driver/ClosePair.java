package benchmarks.driver;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * CPU of opening and closing both ends of a loopback connection in one JVM.
 *
 * <p>A round starts one JVM without and one with the agent, warms both up, and lets them make
 * blocks of pairs in turns. The CPU time is that of the whole process, so that it includes the
 * agent's background threads. What is measured lasts one default interval of the agent, 10 s, so
 * that it also includes one census of everything that the JVM left. A quick run has no census.
 *
 * @param name the name of the benchmark
 * @param what the load, for people
 * @param limit the ratio that must be kept; NaN for none
 * @param compared agent options of the JVM that is compared with; empty for no agent there
 * @param options of both JVMs
 * @param transport {@code socket} or {@code channel}
 * @param program arguments of {@code benchmarks.program.Pairs}
 */
record ClosePair(
    String name,
    String what,
    double limit,
    Optional<String> compared,
    List<String> options,
    List<String> program)
    implements Benchmark {

  /**
   * Until then the JVM has compiled what a pair takes, with and without the agent, and the stacks
   * of all closes no longer fit into their budget. What that costs once is in other rows: those of
   * the start and of the first close.
   */
  private static final int WARM_UP_PAIRS = 80_000;

  private static final int BLOCK_PAIRS = 5_000;
  private static final int INTERVAL_SECONDS = 10;

  /** The agent, compared with none. */
  static ClosePair agent(String name, String what, double limit, List<String> program) {
    return new ClosePair(name, what, limit, Optional.empty(), List.of(), program);
  }

  /**
   * The events of JFR, compared with an agent that makes none, with these options for both JVMs.
   */
  static ClosePair flightRecorder(String name, String what, String... options) {
    return new ClosePair(
        name,
        what,
        Double.NaN,
        Optional.of("jfr=off"),
        List.of(options),
        PairsProgram.of("socket", "CLIENT_FIRST"));
  }

  @Override
  public String description() {
    return "CPU of a connect + accept + close pair: " + what;
  }

  @Override
  public boolean isInWholeRun() {
    return compared.isEmpty();
  }

  @Override
  public List<Row> measure(Setup setup) throws Exception {
    Spread without = new Spread();
    Spread with = new Spread();
    Spread ratios = new Spread();
    int rounds = setup.size(4, 3);
    for (int round = 1; round <= rounds; round++) {
      List<String> command = new ArrayList<>(options);
      command.addAll(program);
      try (Turns turns =
          Turns.start(
              setup, round, "pairs " + BLOCK_PAIRS, compared, command.toArray(new String[0]))) {
        measureRound(setup, turns, without, with);
      }
      double ratio = with.last() / without.last();
      ratios.add(ratio);
      Setup.progress(
          "round %d of %d: %.2f and %.2f µs, ratio %.3f",
          round, rounds, without.last(), with.last(), ratio);
    }
    String plain = without.text("%.1f µs");
    String watched = with.text("%.1f µs");
    return List.of(
        Double.isNaN(limit)
            ? Row.unlimited("CPU per pair, " + what, plain, watched, ratios, "%.3f")
            : Row.atMost("CPU per pair, " + what, plain, watched, ratios, "%.3f", limit));
  }

  private static void measureRound(Setup setup, Turns turns, Spread without, Spread with)
      throws IOException, InterruptedException {
    turns.warmUp(WARM_UP_PAIRS / BLOCK_PAIRS);
    int blocks = setup.size(100_000, 40_000) / BLOCK_PAIRS;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(setup.size(INTERVAL_SECONDS, 0));
    double plainBegin = turns.plain().cpuNanos();
    double watchedBegin = turns.watched().cpuNanos();
    turns.take(blocks);
    TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
    double pairs = (double) blocks * BLOCK_PAIRS;
    without.add((turns.plain().cpuNanos() - plainBegin) / pairs / 1000);
    with.add((turns.watched().cpuNanos() - watchedBegin) / pairs / 1000);
  }
}
