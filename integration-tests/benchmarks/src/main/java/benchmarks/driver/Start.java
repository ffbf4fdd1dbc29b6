package benchmarks.driver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Wall and CPU time that the agent adds to a program from its start to its end, above an agent that
 * does nothing.
 */
record Start(String name, String what, String program, double cpuLimit) implements Benchmark {

  @Override
  public String description() {
    return "added wall and CPU time: " + what;
  }

  @Override
  public List<Row> measure(Setup setup) throws Exception {
    Optional<Path> plainJar = plainJar(setup);
    cost(setup, plainJar);
    cost(setup, setup.agentJar());
    Spread wallWithout = new Spread();
    Spread wallWith = new Spread();
    Spread wallAdded = new Spread();
    Spread cpuWithout = new Spread();
    Spread cpuWith = new Spread();
    Spread cpuAdded = new Spread();
    int rounds = setup.size(21, 7);
    for (int round = 1; round <= rounds; round++) {
      Cost plain = cost(setup, plainJar);
      Cost watched = cost(setup, setup.agentJar());
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
    String format = "%.0f ms";
    return List.of(
        Row.unlimited(
            what + ", added wall time",
            wallWithout.text(format),
            wallWith.text(format),
            wallAdded,
            format),
        Row.atMost(
            what + ", added CPU",
            cpuWithout.text(format),
            cpuWith.text(format),
            cpuAdded,
            format,
            cpuLimit));
  }

  private static Optional<Path> plainJar(Setup setup) throws IOException {
    if (setup.agentJar().isEmpty() || setup.baseJar().isPresent()) {
      return setup.baseJar();
    }
    return Optional.of(EmptyAgentJar.make(setup));
  }

  private Cost cost(Setup setup, Optional<Path> agentJar) throws IOException, InterruptedException {
    return Namespace.cost(setup, Program.command(setup, agentJar, "", program));
  }
}
