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
    AddedCost added = new AddedCost();
    int rounds = setup.size(21, 7);
    for (int round = 1; round <= rounds; round++) {
      added.add(cost(setup, plainJar), cost(setup, setup.agentJar()));
      Setup.progress("round %d of %d: %s", round, rounds, added.last());
    }
    return added.rows(what, Double.NaN, cpuLimit);
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
