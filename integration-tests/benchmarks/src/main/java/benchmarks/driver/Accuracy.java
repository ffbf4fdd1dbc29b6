package benchmarks.driver;

import java.util.List;

/** The share of the JVM's own TIME_WAIT sockets that the report traces to the line that closed. */
final class Accuracy implements Benchmark {

  private static final double LIMIT_PERCENT = 99.9;

  @Override
  public String name() {
    return "accuracy";
  }

  @Override
  public String description() {
    return "share of 100,000 TIME_WAIT, counted by ss, traced to their call site";
  }

  @Override
  public List<Row> measure(Setup setup) throws Exception {
    if (!setup.ss()) {
      throw new Skipped("ss");
    }
    int sockets = setup.size(100_000, 25_000);
    try (Program program = Program.start(setup, setup.agentJar(), "", PairsProgram.oneThread())) {
      program.ask("pairs " + sockets);
      String benchmark = String.format("traced to the call site, %,d TIME_WAIT", sockets);
      if (setup.agentJar().isEmpty()) {
        return List.of(
            new Row(benchmark, "", "", "no agent; ss counts " + count(setup, program), "", "", ""));
      }
      Report report = Report.of(setup, program);
      double counted = count(setup, program);
      double traced = report.timeWaitOfSitesIn("benchmarks.program.");
      Setup.progress(
          "ss counts %,.0f; this JVM's %,.0f, traced %,.0f",
          counted, report.number("timeWait.thisJvm"), traced);
      return List.of(
          Row.atLeast(
              benchmark,
              String.format("ss: %,.0f", counted),
              String.format("%,.0f", traced),
              Spread.of(100 * Math.min(traced, counted) / Math.max(traced, counted)),
              "%.2f %%",
              LIMIT_PERCENT));
    }
  }

  private static long count(Setup setup, Program program) throws Exception {
    List<String> command = List.of("ss", "-Htan", "state", "time-wait");
    return Namespace.outputIn(setup, program.pid(), command).lines().count();
  }
}
