package benchmarks.driver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * {@code report --all} on a host with 50 JVMs, ten of them watched, each of these with connections
 * in TIME_WAIT. The JVMs have run for half a minute, as those of a host have for days: a first
 * report that comes right after the start waits for code that the JVM has not compiled.
 */
final class AllJvms implements Benchmark {

  private static final int JVMS = 50;
  private static final int WATCHED = 10;
  private static final int PAIRS_EACH = 200;
  private static final int SETTLE_SECONDS = 30;
  private static final double LIMIT_SECONDS = 3;

  @Override
  public String name() {
    return "all-jvms";
  }

  @Override
  public String description() {
    return "report --all on a host with 50 JVMs, ten of them watched";
  }

  @Override
  public boolean isInWholeRun() {
    return false;
  }

  @Override
  public List<Row> measure(Setup setup) throws Exception {
    if (setup.agentJar().isEmpty()) {
      throw new Skipped("the agent");
    }
    List<Program> programs = new ArrayList<>();
    try {
      start(setup, programs);
      TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
      return report(setup, programs.get(0));
    } finally {
      for (Program program : programs) {
        program.close();
      }
    }
  }

  private static void start(Setup setup, List<Program> programs) throws Exception {
    Program first = Program.start(setup, setup.agentJar(), "", PairsProgram.oneThread());
    programs.add(first);
    while (programs.size() < JVMS) {
      Optional<Path> jar = programs.size() < WATCHED ? setup.agentJar() : Optional.empty();
      programs.add(Program.startBeside(setup, first, jar, PairsProgram.oneThread()));
      if (programs.size() % WATCHED == 0) {
        Setup.progress("%d of %d JVMs", programs.size(), JVMS);
      }
    }
    for (Program watched : programs.subList(0, WATCHED)) {
      watched.ask("pairs " + PAIRS_EACH);
    }
  }

  private static List<Row> report(Setup setup, Program host)
      throws IOException, InterruptedException {
    List<String> command = setup.agentCommand("report", "--all");
    Spread first = new Spread();
    Spread next = new Spread();
    int rounds = setup.size(10, 5);
    for (int round = 1; round <= rounds; round++) {
      Spread seconds = round == 1 ? first : next;
      seconds.add(Namespace.costIn(setup, host.pid(), command).wall() / 1000);
      Setup.progress("round %d of %d: %.2f s", round, rounds, seconds.last());
    }
    return List.of(
        row("report --all of 50 JVMs, the first", first), row("report --all, the next", next));
  }

  private static Row row(String benchmark, Spread seconds) {
    String format = "%.2f s";
    return Row.atMost(benchmark, "", seconds.text(format), seconds, format, LIMIT_SECONDS);
  }
}
