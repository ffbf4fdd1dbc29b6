package benchmarks.driver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Time that {@code firstfin-junit} adds to a run of tests that connect, with a limit on each test.
 * The extension attaches the agent by itself.
 */
final class JUnitTests implements Benchmark {

  private static final double LIMIT_MILLIS = 1_500;

  @Override
  public String name() {
    return "junit";
  }

  @Override
  public String description() {
    return "added time of a run of JUnit tests that connect";
  }

  @Override
  public boolean isInWholeRun() {
    return false;
  }

  @Override
  public List<Row> measure(Setup setup) throws Exception {
    if (setup.agentJar().isEmpty() || setup.junitExtension().isEmpty()) {
      throw new Skipped("the agent and its JUnit extension");
    }
    List<Row> rows = new ArrayList<>();
    rows.addAll(measure(setup, 1));
    rows.addAll(measure(setup, 100));
    return rows;
  }

  private static List<Row> measure(Setup setup, int tests)
      throws IOException, InterruptedException {
    AddedCost added = new AddedCost();
    int rounds = setup.size(11, 5);
    for (int round = 1; round <= rounds; round++) {
      added.add(cost(setup, false, tests), cost(setup, true, tests));
      Setup.progress("%d tests, round %d of %d: %s", tests, round, rounds, added.last());
    }
    String what = tests == 1 ? "a test that connects" : tests + " tests that connect";
    return added.rows(what, LIMIT_MILLIS, Double.NaN);
  }

  private static Cost cost(Setup setup, boolean extension, int tests)
      throws IOException, InterruptedException {
    String classPath = setup.programs() + ":" + setup.libraries() + "/*";
    if (extension) {
      Path classes = setup.junitExtension().orElseThrow();
      classPath += ":" + classes + ":" + setup.agentJar().orElseThrow();
    }
    return Namespace.cost(
        setup,
        Program.command(
            setup,
            Optional.empty(),
            "",
            "-Dtests=" + tests,
            "-cp",
            classPath,
            "benchmarks.program.TestRun"));
  }
}
