package benchmarks.driver;

import java.io.IOException;
import java.util.List;

/** Wall and CPU time that the agent adds to a program from its start to its end. */
record Start(String name, String what, String program, double wallLimit, double cpuLimit)
    implements Benchmark {

  /** Stands for a limit where the design sets none. */
  static final double NONE = Double.NaN;

  @Override
  public String description() {
    return "added wall and CPU time: " + what;
  }

  @Override
  public List<Row> measure(Setup setup) throws Exception {
    cost(setup, false);
    cost(setup, true);
    Spread wallWithout = new Spread();
    Spread wallWith = new Spread();
    Spread wallAdded = new Spread();
    Spread cpuWithout = new Spread();
    Spread cpuWith = new Spread();
    Spread cpuAdded = new Spread();
    int rounds = setup.size(21, 7);
    for (int round = 1; round <= rounds; round++) {
      Cost plain = cost(setup, false);
      Cost watched = cost(setup, true);
      wallWithout.add(plain.wall());
      wallWith.add(watched.wall());
      wallAdded.add(watched.wall() - plain.wall());
      cpuWithout.add(plain.cpu());
      cpuWith.add(watched.cpu());
      cpuAdded.add(watched.cpu() - plain.cpu());
      Setup.progress(
          "round %d of %d: added %.0f ms wall, %.0f ms CPU",
          round, rounds, wallAdded.last(), cpuAdded.last());
    }
    return List.of(
        row(what + ", added wall time", wallWithout, wallWith, wallAdded, wallLimit),
        row(what + ", added CPU", cpuWithout, cpuWith, cpuAdded, cpuLimit));
  }

  private Cost cost(Setup setup, boolean agent) throws IOException, InterruptedException {
    return Namespace.cost(setup, Program.command(setup, agent, "", program));
  }

  private static Row row(
      String benchmark, Spread without, Spread with, Spread added, double limit) {
    String format = "%.0f ms";
    return Double.isNaN(limit)
        ? Row.unlimited(benchmark, without.text(format), with.text(format), added, format)
        : Row.atMost(benchmark, without.text(format), with.text(format), added, format, limit);
  }
}
