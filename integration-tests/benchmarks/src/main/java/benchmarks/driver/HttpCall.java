package benchmarks.driver;

import java.util.List;

/**
 * CPU of an HTTP call on a connection of its own, from Apache HttpClient to Tomcat in one JVM. The
 * client resets each connection: the time by which the agent delayed that, by its own account.
 */
final class HttpCall implements Benchmark {

  private static final double CPU_LIMIT = 1.03;
  private static final double NANOS_PER_MICRO = 1_000;
  private static final int BLOCK_CALLS = 1_000;

  /**
   * After 12 the JVM compiled more than it called: 220 of 580 us of a call, without the agent, and
   * not the same in any two rounds.
   */
  private static final int WARM_UP_BLOCKS = 30;

  @Override
  public String name() {
    return "http-call";
  }

  @Override
  public String description() {
    return "CPU of an HTTP call on a connection of its own, and the delay of its reset";
  }

  @Override
  public List<Row> measure(Setup setup) throws Exception {
    Spread without = new Spread();
    Spread with = new Spread();
    Spread ratios = new Spread();
    Delays delays = new Delays();
    int rounds = setup.size(3, 2);
    int blocks = setup.size(16, 6);
    for (int round = 1; round <= rounds; round++) {
      try (Turns turns =
          Turns.start(setup, round, "calls " + BLOCK_CALLS, setup.withLibraries("HttpCalls"))) {
        turns.warmUp(WARM_UP_BLOCKS);
        double plainBegin = turns.plain().cpuNanos();
        double watchedBegin = turns.watched().cpuNanos();
        turns.take(blocks);
        double calls = (double) blocks * BLOCK_CALLS;
        without.add((turns.plain().cpuNanos() - plainBegin) / calls / NANOS_PER_MICRO);
        with.add((turns.watched().cpuNanos() - watchedBegin) / calls / NANOS_PER_MICRO);
        ratios.add(with.last() / without.last());
        if (setup.agentJar().isPresent()) {
          delays.add(setup, turns.watched());
        }
      }
      Setup.progress("round %d of %d: ratio of CPU %.3f", round, rounds, ratios.last());
    }
    String micros = Delays.FORMAT;
    Row cpu =
        Row.atMost(
            "CPU per HTTP call, Tomcat",
            without.text(micros),
            with.text(micros),
            ratios,
            "%.3f",
            CPU_LIMIT);
    return delays.median.size() == 0
        ? List.of(cpu)
        : List.of(
            cpu,
            Row.unlimited("delay of a reset, median", "", "", delays.median, micros),
            Row.unlimited("delay of a reset, 99 of 100", "", "", delays.p99, micros));
  }
}
