package benchmarks.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Resident memory that the agent adds to a small service, which makes ten HTTP calls a second to
 * itself for a minute. All rounds run at the same time.
 */
final class Resident implements Benchmark {

  private static final double LIMIT_MEGABYTES = 25;
  private static final double MEGABYTE = 1024 * 1024;
  private static final int PER_SECOND = 10;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String description() {
    return "resident memory added to a small service after a minute";
  }

  @Override
  public List<Row> measure(Setup setup) throws Exception {
    Spread without = new Spread();
    Spread with = new Spread();
    Spread added = new Spread();
    int seconds = setup.size(60, 20);
    List<Turns> rounds = new ArrayList<>();
    try {
      for (int round = 1; round <= setup.size(3, 1); round++) {
        rounds.add(
            Turns.start(setup, round, "", setup.withLibraries("HttpCalls", "-XX:+UseSerialGC")));
      }
      Setup.progress("%d services for %d s", 2 * rounds.size(), seconds);
      serve(rounds, "paced " + PER_SECOND * seconds + " " + PER_SECOND);
      for (Turns round : rounds) {
        without.add(round.plain().residentBytes() / MEGABYTE);
        with.add(round.watched().residentBytes() / MEGABYTE);
        added.add(with.last() - without.last());
      }
    } finally {
      for (Turns round : rounds) {
        round.close();
      }
    }
    return List.of(
        Row.atMost(
            "resident memory added, small service",
            without.text("%.0f MB"),
            with.text("%.0f MB"),
            added,
            "%.0f MB",
            LIMIT_MEGABYTES));
  }

  private static void serve(List<Turns> rounds, String command) throws Exception {
    ExecutorService askers = Executors.newCachedThreadPool();
    try {
      List<Callable<Long>> services = new ArrayList<>();
      for (Turns round : rounds) {
        services.add(() -> round.plain().ask(command));
        services.add(() -> round.watched().ask(command));
      }
      for (Future<Long> service : askers.invokeAll(services)) {
        service.get();
      }
    } finally {
      askers.shutdown();
    }
  }
}
