package benchmarks.driver;

import java.util.List;

/** Whether 20,000 closes a second, with both ends in the JVM, are all recorded and traced. */
final class Sustained implements Benchmark {

  private static final int CLOSES_PER_SECOND = 20_000;

  /** The rate may be too low by this much, because the first connections load classes. */
  private static final double REACHED = 0.995;

  @Override
  public String name() {
    return "sustained";
  }

  @Override
  public String description() {
    return "20,000 closes a second recorded without a drop";
  }

  @Override
  public List<Row> measure(Setup setup) throws Exception {
    int pairsPerSecond = CLOSES_PER_SECOND / 2;
    int pairs = pairsPerSecond * setup.size(25, 8);
    try (Program program =
        Program.start(
            setup,
            setup.agentJar(),
            "",
            PairsProgram.of("socket", "CLIENT_FIRST").toArray(String[]::new))) {
      program.ask("paced 2000 1000");
      Setup.progress("%,d closes at %,d a second", 2 * pairs, CLOSES_PER_SECOND);
      double cpuBegin = program.cpuNanos();
      long nanos = program.ask("paced " + pairs + " " + pairsPerSecond);
      double cpus = (program.cpuNanos() - cpuBegin) / nanos;
      double rate = 2 * pairs * 1e9 / nanos;
      String benchmark = "closes recorded, sustained";
      String budget = Row.text("%,.0f/s, none dropped", CLOSES_PER_SECOND);
      String reached = String.format("%,.0f/s at %.2f CPUs", rate, cpus);
      if (setup.agentJar().isEmpty()) {
        return List.of(new Row(benchmark, reached, "", "no agent", "", "", ""));
      }
      Report report = Report.of(setup, program);
      double made = 2.0 * (pairs + 2000);
      double dropped = report.number("agent.dropped");
      double recorded = report.sum("closes", "count");
      boolean met = rate >= REACHED * CLOSES_PER_SECOND && dropped == 0 && recorded >= made;
      double timeWait = report.number("timeWait.thisJvm");
      double traced = report.timeWaitOfSitesIn("benchmarks.program.");
      String figure =
          String.format(
              "%,.0f dropped, %,.0f of %,.0f recorded, %.2f %% of %,.0f in TIME_WAIT traced",
              dropped, recorded, made, 100 * traced / timeWait, timeWait);
      return List.of(new Row(benchmark, "", reached, figure, "", budget, met ? "yes" : "no"));
    }
  }
}
