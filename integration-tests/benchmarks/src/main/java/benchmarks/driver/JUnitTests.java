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

  private static final double LIMIT_SECONDS = 1.5;

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
    Spread wallWithout = new Spread();
    Spread wallWith = new Spread();
    Spread wallAdded = new Spread();
    Spread cpuWithout = new Spread();
    Spread cpuWith = new Spread();
    Spread cpuAdded = new Spread();
    int rounds = setup.size(11, 5);
    for (int round = 1; round <= rounds; round++) {
      Cost plain = cost(setup, false, tests);
      Cost watched = cost(setup, true, tests);
      wallWithout.add(plain.wall() / 1000);
      wallWith.add(watched.wall() / 1000);
      wallAdded.add(wallWith.last() - wallWithout.last());
      cpuWithout.add(plain.cpu() / 1000);
      cpuWith.add(watched.cpu() / 1000);
      cpuAdded.add(cpuWith.last() - cpuWithout.last());
      Setup.progress(
          "%d tests, round %d of %d: added %.2f s wall, %.2f s CPU",
          tests, round, rounds, wallAdded.last(), cpuAdded.last());
    }
    String format = "%.2f s";
    String what = tests == 1 ? "a test that connects" : tests + " tests that connect";
    return List.of(
        Row.atMost(
            what + ", added wall time",
            wallWithout.text(format),
            wallWith.text(format),
            wallAdded,
            format,
            LIMIT_SECONDS),
        Row.unlimited(
            what + ", added CPU", cpuWithout.text(format), cpuWith.text(format), cpuAdded, format));
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
