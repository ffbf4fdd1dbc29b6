package benchmarks.driver;

import java.util.List;

/**
 * By how much the agent delays the FINs of Tomcat, which closes after each answer, under the load
 * of another process; by the agent's own account, from the start of the service on.
 */
final class FinDelay implements Benchmark {
  private static final double MEDIAN_LIMIT_MICROS = 3;
  private static final double P99_LIMIT_MICROS = 20;
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
    Delays delays = new Delays();
    int rounds = setup.size(5, 3);
    for (int round = 1; round <= rounds; round++) {
      try (Program tomcat =
              Program.start(setup, setup.agentJar(), "", setup.withLibraries("HttpCalls"));
          Program load = Program.startBeside(setup, tomcat, "benchmarks.program.HttpLoad")) {
        load.ask("calls " + tomcat.ask("port") + " " + CALLS);
        delays.add(setup, tomcat);
      }
      Setup.progress("round %d of %d: median %.1f µs", round, rounds, delays.median.last());
    }
    return List.of(
        Row.atMost(
            "delay of a FIN, median", "", "", delays.median, Delays.FORMAT, MEDIAN_LIMIT_MICROS),
        Row.atMost(
            "delay of a FIN, 99 of 100", "", "", delays.p99, Delays.FORMAT, P99_LIMIT_MICROS));
  }
}
