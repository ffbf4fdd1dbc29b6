package benchmarks.driver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A check when nothing is wrong: the agent makes the quick count and does not read the socket
 * tables. A report always reads the tables, so the figure is the CPU time of the agent's thread for
 * one interval, including all that follows from the check. With another build to compare with, the
 * figure is the ratio.
 */
final class Gate implements Benchmark {

  private static final double LIMIT_MILLIS = 0.5;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int INTERVAL_MILLIS = 500;
  private static final int LOOKS_A_ROUND = 10;
  private static final int FEW_PAIRS = 100;
  private static final String BENCHMARK = "CPU of a check when nothing is wrong";
  private static final String FORMAT = "%.2f ms";

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
        Spread millis = measure(setup, List.of(program)).get(0);
        return List.of(
            Row.atMost(BENCHMARK, "", millis.text(FORMAT), millis, FORMAT, LIMIT_MILLIS));
      }
      try (Program base = start(setup, setup.baseJar())) {
        List<Spread> millis = measure(setup, List.of(base, program));
        String without = millis.get(0).text(FORMAT);
        String with = millis.get(1).text(FORMAT);
        return List.of(Row.unlimited(BENCHMARK, without, with, millis.get(2), "%.2f"));
      }
    }
  }

  private static Program start(Setup setup, Optional<Path> jar) throws Exception {
    String interval = "interval=" + INTERVAL_MILLIS + "ms";
    Program program = Program.start(setup, jar, interval, PairsProgram.oneThread());
    program.ask("pairs " + FEW_PAIRS);
    return program;
  }

  /**
   * Measures the programs in the same seconds, so that the machine's noise is the same. Returns the
   * milliseconds of each, and of two also the ratio of the second's to the first's.
   */
  private static List<Spread> measure(Setup setup, List<Program> programs) throws Exception {
    List<Spread> spreads = new ArrayList<>();
    for (Program program : programs) {
      spreads.add(new Spread());
    }
    if (programs.size() > 1) {
      spreads.add(new Spread());
    }
    look();
    int rounds = setup.size(7, 3);
    for (int round = 1; round <= rounds; round++) {
      double[] begin = nanos(programs);
      look();
      double[] end = nanos(programs);
      for (int i = 0; i < programs.size(); i++) {
        spreads.get(i).add((end[i] - begin[i]) / LOOKS_A_ROUND / NANOS_PER_MILLI);
        Setup.progress("round %d of %d: %.3f ms", round, rounds, spreads.get(i).last());
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

  private static void look() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(LOOKS_A_ROUND * INTERVAL_MILLIS);
  }
}
