package benchmarks.driver;

import java.util.List;

/**
 * A census when nothing is wrong: the agent reads the kernel's own count and leaves it there. The
 * report says what the last census cost.
 */
final class Gate implements Benchmark {

  private static final double LIMIT_MILLIS = 0.5;

  @Override
  public String name() {
    return "gate";
  }

  @Override
  public String description() {
    return "a census when nothing is wrong";
  }

  @Override
  public List<Row> measure(Setup setup) throws Exception {
    if (setup.agentJar().isEmpty()) {
      throw new Skipped("the agent");
    }
    Spread millis = new Spread();
    String source = "";
    try (Program program =
        Program.start(setup, true, "", "benchmarks.program.Pairs", "socket", "ONE_THREAD")) {
      int rounds = setup.size(11, 5);
      for (int round = 1; round <= rounds; round++) {
        Report report = Report.of(setup, program);
        source = report.string("kernel.source");
        millis.add(report.number("kernel.millis"));
        Setup.progress("round %d of %d: %s, %.3f ms", round, rounds, source, millis.last());
      }
    }
    return List.of(
        Row.atMost(
            "census when nothing is wrong (" + source + ")",
            "",
            millis.text("%.2f ms"),
            millis,
            "%.2f ms",
            LIMIT_MILLIS));
  }
}
