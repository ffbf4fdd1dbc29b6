package benchmarks.driver;

import java.io.IOException;
import java.util.List;

/**
 * Requests a second over one connection that stays open, both ends in one JVM.
 *
 * <p>A round starts one JVM without and one with the agent; they answer blocks of requests in
 * turns. The figure of a round is the median ratio of neighbouring blocks, a fraction of a second
 * apart, so that what else the machine does weighs on both. The CPU time of a request, which the
 * machine's other work moves far less, is the second row.
 *
 * @param name the name of the benchmark
 * @param what the load, for people
 * @param blockRequests requests in a block
 * @param program options of the JVM and the class
 */
record KeptAlive(String name, String what, int blockRequests, List<String> program)
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
      try (Program plain = start(setup, false);
          Program watched = start(setup, true)) {
        Turns turns = new Turns(plain, watched, "requests " + blockRequests);
        turns.warmUp(WARM_UP_BLOCKS);
        double plainBegin = plain.cpuNanos();
        double watchedBegin = watched.cpuNanos();
        rateRatios.add(takeRates(turns.take(blocks), rateWithout, rateWith).median());
        double requests = (double) blocks * blockRequests;
        cpuWithout.add((plain.cpuNanos() - plainBegin) / requests / 1000);
        cpuWith.add((watched.cpuNanos() - watchedBegin) / requests / 1000);
        cpuRatios.add(cpuWith.last() / cpuWithout.last());
      }
      Setup.progress(
          "round %d of %d: ratio of requests/s %.3f, of CPU %.3f",
          round, rounds, rateRatios.last(), cpuRatios.last());
    }
    return List.of(
        Row.atLeast(
            "requests/s, " + what,
            rateWithout.text("%,.0f/s"),
            rateWith.text("%,.0f/s"),
            rateRatios,
            "%.3f",
            LIMIT),
        Row.unlimited(
            "CPU per request, " + what,
            cpuWithout.text("%.1f µs"),
            cpuWith.text("%.1f µs"),
            cpuRatios,
            "%.3f"));
  }

  private Program start(Setup setup, boolean agent) throws IOException, InterruptedException {
    return Program.start(setup, agent, "", program.toArray(String[]::new));
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
