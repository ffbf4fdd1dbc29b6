package benchmarks.driver;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A check when nothing is wrong: the agent makes the quick count and does not read the socket
 * tables. A report always reads the tables, so the figure is the CPU time of the agent's thread for
 * one interval, including all that follows from the check.
 */
final class Gate implements Benchmark {

  private static final double LIMIT_MILLIS = 0.5;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int INTERVAL_MILLIS = 500;
  private static final int LOOKS_A_ROUND = 10;
  private static final int FEW_PAIRS = 100;

  @Override
  public String name() {
    return "gate";
  }

  @Override
  public String description() {
    return "CPU of a check when nothing is wrong";
  }

  @Override
  public List<Row> measure(Setup setup) throws Exception {
    if (setup.agentJar().isEmpty()) {
      throw new Skipped("the agent");
    }
    Spread millis = new Spread();
    String interval = "interval=" + INTERVAL_MILLIS + "ms";
    try (Program program =
        Program.start(setup, setup.agentJar(), interval, PairsProgram.oneThread())) {
      program.ask("pairs " + FEW_PAIRS);
      look();
      int rounds = setup.size(7, 3);
      for (int round = 1; round <= rounds; round++) {
        double begin = program.agentThreadNanos();
        look();
        double nanos = program.agentThreadNanos() - begin;
        millis.add(nanos / LOOKS_A_ROUND / NANOS_PER_MILLI);
        Setup.progress("round %d of %d: %.3f ms", round, rounds, millis.last());
      }
    }
    String format = "%.2f ms";
    return List.of(
        Row.atMost(
            "CPU of a check when nothing is wrong",
            "",
            millis.text(format),
            millis,
            format,
            LIMIT_MILLIS));
  }

  private static void look() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(LOOKS_A_ROUND * INTERVAL_MILLIS);
  }
}
