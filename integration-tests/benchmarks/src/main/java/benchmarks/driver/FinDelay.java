package benchmarks.driver;

import java.util.List;

/**
 * By how much the agent delays the FINs of Tomcat, which closes after each answer, under the load
 * of another process; by the agent's own account, from the start of the service on.
 */
final class FinDelay implements Benchmark {
  private static final double MEDIAN_LIMIT_MICROS = 3;
  private static final double P99_LIMIT_MICROS = 20;
  private static final double NANOS_PER_MICRO = 1_000;
  private static final int CALLS = 20_000;

  @Override
  public String name() {
    return "fin-delay";
  }

  @Override
  public String description() {
    return "delay of the FINs of Tomcat, which closes after each answer, under load";
  }

  @Override
  public List<Row> measure(Setup setup) throws Exception {
    if (!setup.agentJar().isPresent()) {
      return List.of();
    }
    Spread median = new Spread();
    Spread p99 = new Spread();
    int rounds = setup.size(5, 3);
    for (int round = 1; round <= rounds; round++) {
      try (Program tomcat =
              Program.start(setup, setup.agentJar(), "", setup.withLibraries("HttpCalls"));
          Program load = Program.startBeside(setup, tomcat, "benchmarks.program.HttpLoad")) {
        load.ask("calls " + tomcat.ask("port") + " " + CALLS);
        Report report = Report.of(setup, tomcat);
        median.add(report.number("agent.delayNanosMedian") / NANOS_PER_MICRO);
        p99.add(report.number("agent.delayNanosP99") / NANOS_PER_MICRO);
      }
      Setup.progress("round %d of %d: median %.1f µs", round, rounds, median.last());
    }
    String micros = "%.1f µs";
    return List.of(
        Row.atMost("delay of a FIN, median", "", "", median, micros, MEDIAN_LIMIT_MICROS),
        Row.atMost("delay of a FIN, 99 of 100", "", "", p99, micros, P99_LIMIT_MICROS));
  }
}
