package benchmarks.driver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A service at rest: at each interval, which is the default, the agent makes the quick count and
 * does not read the socket tables. A report always reads the tables, so the figure is the CPU time
 * of the agent's thread, including all that follows from the check. With another build to compare
 * with, the figure is the ratio.
 */
final class Gate implements Benchmark {

  private static final double LIMIT_PERCENT = 0.01;

  /** Some values are made anew once a minute only. */
  private static final int ROUND_SECONDS = 60;

  private static final int FIRST_CHECKS_SECONDS = 30;
  private static final int FEW_PAIRS = 100;
  private static final String BENCHMARK = "CPU of the agent at rest, of a core";
  private static final String FORMAT = "%.4f %%";

  @Override
  public String name() {
    return "gate";
  }

  @Override
  public String description() {
    return BENCHMARK;
  }

  @Override
  public List<Row> measure(Setup setup) throws Exception {
    if (setup.agentJar().isEmpty()) {
      throw new Skipped("the agent");
    }
    try (Program program = start(setup, setup.agentJar())) {
      if (setup.baseJar().isEmpty()) {
        Spread percent = measure(setup, List.of(program)).get(0);
        return List.of(
            Row.atMost(BENCHMARK, "", percent.text(FORMAT), percent, FORMAT, LIMIT_PERCENT));
      }
      try (Program base = start(setup, setup.baseJar())) {
        List<Spread> percent = measure(setup, List.of(base, program));
        String without = percent.get(0).text(FORMAT);
        String with = percent.get(1).text(FORMAT);
        return List.of(Row.unlimited(BENCHMARK, without, with, percent.get(2), "%.2f"));
      }
    }
  }

  private static Program start(Setup setup, Optional<Path> jar) throws Exception {
    Program program = Program.start(setup, jar, "", PairsProgram.oneThread());
    program.ask("pairs " + FEW_PAIRS);
    return program;
  }

  /**
   * Measures the programs in the same seconds, so that the machine's noise is the same. Returns the
   * share of a core of each, and of two also the ratio of the second's to the first's.
   */
  private static List<Spread> measure(Setup setup, List<Program> programs) throws Exception {
    List<Spread> spreads = new ArrayList<>();
    for (Program program : programs) {
      spreads.add(new Spread());
    }
    if (programs.size() > 1) {
      spreads.add(new Spread());
    }
    TimeUnit.SECONDS.sleep(FIRST_CHECKS_SECONDS);
    int rounds = setup.size(3, 1);
    for (int round = 1; round <= rounds; round++) {
      double[] begin = nanos(programs);
      TimeUnit.SECONDS.sleep(ROUND_SECONDS);
      double[] end = nanos(programs);
      for (int i = 0; i < programs.size(); i++) {
        spreads.get(i).add((end[i] - begin[i]) / TimeUnit.SECONDS.toNanos(ROUND_SECONDS) * 100);
        Setup.progress("round %d of %d: %.4f %%", round, rounds, spreads.get(i).last());
      }
      if (programs.size() > 1) {
        spreads.get(2).add(spreads.get(1).last() / spreads.get(0).last());
      }
    }
    return spreads;
  }

  private static double[] nanos(List<Program> programs) throws IOException {
    double[] nanos = new double[programs.size()];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = programs.get(i).agentThreadNanos();
    }
    return nanos;
  }
}
