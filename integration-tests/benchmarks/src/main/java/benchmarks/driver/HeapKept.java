package benchmarks.driver;

import java.io.IOException;
import java.util.List;

/**
 * Heap that the agent keeps while the kernel keeps 131,072 TIME_WAIT sockets of its JVM: the live
 * heap after a collection with the agent, minus that without it.
 */
final class HeapKept implements Benchmark {

  private static final double LIMIT_MEGABYTES = 8;
  private static final double MEGABYTE = 1024 * 1024;
  private static final int FEW_PAIRS = 100;

  @Override
  public String name() {
    return "heap";
  }

  @Override
  public String description() {
    return "heap kept for 131,072 closes in TIME_WAIT";
  }

  @Override
  public List<Row> measure(Setup setup) throws Exception {
    Spread without = new Spread();
    Spread with = new Spread();
    Spread kept = new Spread();
    Spread grown = new Spread();
    int rounds = setup.size(3, 1);
    int sockets = setup.size(131_072, 32_768);
    for (int round = 1; round <= rounds; round++) {
      InUse plain = inUse(setup, false, sockets);
      InUse watched = inUse(setup, true, sockets);
      without.add(plain.after());
      with.add(watched.after());
      kept.add(watched.after() - plain.after());
      grown.add(watched.after() - watched.before() - (plain.after() - plain.before()));
      Setup.progress(
          "round %d of %d: kept %.1f MB, of which since the first close %.1f MB",
          round, rounds, kept.last(), grown.last());
    }
    String benchmark = String.format("heap kept, %,d TIME_WAIT", sockets);
    return List.of(
        Row.atMost(
            benchmark,
            without.text("%.1f MB"),
            with.text("%.1f MB"),
            kept,
            "%.1f MB",
            LIMIT_MEGABYTES),
        Row.unlimited(benchmark + ", growth", "", "", grown, "%.1f MB"));
  }

  /**
   * The serial collector, because its figure is exact to the byte, and that of G1 is exact to the
   * region.
   */
  private static InUse inUse(Setup setup, boolean agent, int sockets)
      throws IOException, InterruptedException {
    try (Program program =
        Program.start(
            setup, setup.jar(agent), "", PairsProgram.oneThread("-XX:+UseSerialGC", "-Xmx512m"))) {
      program.ask("pairs " + FEW_PAIRS);
      double before = program.ask("heap") / MEGABYTE;
      program.ask("pairs " + (sockets - FEW_PAIRS));
      if (agent && setup.agentJar().isPresent()) {
        Report report = Report.of(setup, program);
        Setup.progress("TIME_WAIT of this JVM: %,.0f", report.number("timeWait.thisJvm"));
      }
      return new InUse(before, program.ask("heap") / MEGABYTE);
    }
  }

  /** Megabytes in use before and after the load. */
  private record InUse(double before, double after) {}
}
