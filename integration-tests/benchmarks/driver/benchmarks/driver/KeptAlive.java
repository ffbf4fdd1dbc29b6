package benchmarks.driver;

import java.io.IOException;
import java.util.List;

/**
 * Requests a second over one connection that stays open, both ends in one JVM.
 *
 * <p>A round starts one JVM without and one with the agent; they answer blocks of requests in
 * turns. The figure of a round is the median ratio of neighbouring blocks, a fraction of a second
 * apart, so that what else the machine does weighs on both.
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
    Spread without = new Spread();
    Spread with = new Spread();
    Spread ratios = new Spread();
    int rounds = setup.size(5, 3);
    for (int round = 1; round <= rounds; round++) {
      try (Program plain = start(setup, false);
          Program watched = start(setup, true)) {
        Spread ofBlocks = measureRound(setup, plain, watched, without, with);
        ratios.add(ofBlocks.median());
      }
      Setup.progress("round %d of %d: ratio %.3f", round, rounds, ratios.last());
    }
    return List.of(
        Row.atLeast(
            "requests/s, " + what,
            without.text("%,.0f/s"),
            with.text("%,.0f/s"),
            ratios,
            "%.3f",
            LIMIT));
  }

  private Program start(Setup setup, boolean agent) throws IOException, InterruptedException {
    return Program.start(setup, agent, "", program.toArray(String[]::new));
  }

  private Spread measureRound(
      Setup setup, Program plain, Program watched, Spread without, Spread with)
      throws IOException, InterruptedException {
    Turns turns = new Turns(plain, watched, "requests " + blockRequests);
    turns.warmUp(WARM_UP_BLOCKS);
    Spread ratios = new Spread();
    for (Turns.Block block : turns.take(setup.size(40, 12))) {
      without.add(blockRequests * 1e9 / block.plainNanos());
      with.add(blockRequests * 1e9 / block.watchedNanos());
      ratios.add((double) block.plainNanos() / block.watchedNanos());
    }
    return ratios;
  }
}
