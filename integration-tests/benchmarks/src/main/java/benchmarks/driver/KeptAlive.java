package benchmarks.driver;

import java.util.List;

/**
 * Requests a second over one connection that stays open, with both ends in one JVM.
 *
 * <p>A round starts one JVM without and one with the agent; they answer blocks of requests in
 * turns. The figure of a round is the median ratio of neighbouring blocks, a fraction of a second
 * apart, so that other work of the machine affects both alike. The second row is the CPU time of a
 * request, which other work of the machine changes far less.
 *
 * @param name the name of the benchmark
 * @param what the load, for people
 * @param judged whether the figure is steady enough to be compared with the budget
 * @param blockRequests requests in a block
 * @param program options of the JVM and the class
 */
record KeptAlive(String name, String what, boolean judged, int blockRequests, List<String> program)
    implements Benchmark {

  private static final double LIMIT = 0.99;
  private static final int WARM_UP_BLOCKS = 16;

  @Override
  public String description() {
    return "requests/s on a kept-alive connection: " + what;
  }

  @Override
  public List<Row> measure(Setup setup) throws Exception {
    Spread rateWithout = new Spread();
    Spread rateWith = new Spread();
    Spread rateRatios = new Spread();
    Spread cpuWithout = new Spread();
    Spread cpuWith = new Spread();
    Spread cpuRatios = new Spread();
    int rounds = setup.size(5, 3);
    int blocks = setup.size(40, 12);
    for (int round = 1; round <= rounds; round++) {
      String command = "requests " + blockRequests;
      try (Turns turns = Turns.start(setup, round, command, program.toArray(String[]::new))) {
        turns.warmUp(WARM_UP_BLOCKS);
        double plainBegin = turns.plain().cpuNanos();
        double watchedBegin = turns.watched().cpuNanos();
        rateRatios.add(takeRates(turns.take(blocks), rateWithout, rateWith).median());
        double requests = (double) blocks * blockRequests;
        cpuWithout.add((turns.plain().cpuNanos() - plainBegin) / requests / 1000);
        cpuWith.add((turns.watched().cpuNanos() - watchedBegin) / requests / 1000);
        cpuRatios.add(cpuWith.last() / cpuWithout.last());
      }
      Setup.progress(
          "round %d of %d: ratio of requests/s %.3f, of CPU %.3f",
          round, rounds, rateRatios.last(), cpuRatios.last());
    }
    return List.of(
        rateRow("requests/s, " + what, rateWithout, rateWith, rateRatios),
        Row.unlimited(
            "CPU per request, " + what,
            cpuWithout.text("%.1f µs"),
            cpuWith.text("%.1f µs"),
            cpuRatios,
            "%.3f"));
  }

  private Row rateRow(String benchmark, Spread without, Spread with, Spread ratios) {
    String rate = "%,.0f/s";
    return judged
        ? Row.atLeast(benchmark, without.text(rate), with.text(rate), ratios, "%.3f", LIMIT)
        : Row.unlimited(benchmark, without.text(rate), with.text(rate), ratios, "%.3f");
  }

  private Spread takeRates(List<Turns.Block> blocks, Spread without, Spread with) {
    Spread ratios = new Spread();
    for (Turns.Block block : blocks) {
      without.add(blockRequests * 1e9 / block.plainNanos());
      with.add(blockRequests * 1e9 / block.watchedNanos());
      ratios.add((double) block.plainNanos() / block.watchedNanos());
    }
    return ratios;
  }
}
