package benchmarks.driver;

import java.io.IOException;
import java.util.List;

/**
 * How far the agent shifts a race: the share of connections that a server closes first, which
 * closes when it has sent its reply, while the client, in another process, closes when it has read
 * it. The kernel's TIME_WAIT sockets say which side was first.
 *
 * <p>Each end has a CPU of its own: otherwise it depends on the CPU that the scheduler wakes the
 * client on who is first, and one JVM differs from the next by 30 points. The shift of a round can
 * be positive or negative, so that noise does not add up to a shift.
 */
final class Race implements Benchmark {

  private static final double LIMIT_POINTS = 2;
  private static final int WARM_UP_CALLS = 10_000;
  private static final int BLOCK_CALLS = 1_000;
  private static final int BLOCKS = 12;

  @Override
  public String name() {
    return "race";
  }

  @Override
  public String description() {
    return "share of closes that come first in a race, with the agent against without";
  }

  @Override
  public List<Row> measure(Setup setup) throws Exception {
    if (!setup.ss()) {
      throw new Skipped("ss");
    }
    Spread without = new Spread();
    Spread with = new Spread();
    Spread shift = new Spread();
    int rounds = setup.size(7, 5);
    for (int round = 1; round <= rounds; round++) {
      try (Side plain = Side.start(setup, false);
          Side watched = Side.start(setup, true)) {
        plain.call(WARM_UP_CALLS);
        watched.call(WARM_UP_CALLS);
        double plainBefore = plain.serverFirst(setup);
        double watchedBefore = watched.serverFirst(setup);
        for (int block = 0; block < BLOCKS; block++) {
          boolean watchedFirst = (round + block) % 2 == 0;
          (watchedFirst ? watched : plain).call(BLOCK_CALLS);
          (watchedFirst ? plain : watched).call(BLOCK_CALLS);
        }
        double percent = 100.0 / (BLOCKS * BLOCK_CALLS);
        without.add((plain.serverFirst(setup) - plainBefore) * percent);
        with.add((watched.serverFirst(setup) - watchedBefore) * percent);
        shift.add(with.last() - without.last());
      }
      Setup.progress(
          "round %d of %d: first in %.1f %% and %.1f %%",
          round, rounds, without.last(), with.last());
    }
    return List.of(
        new Row(
            "shift of a race, points",
            without.text("%.1f %%"),
            with.text("%.1f %%"),
            shift.text("%.1f"),
            shift.range("%.1f"),
            Row.text("± %.1f", LIMIT_POINTS),
            Math.abs(shift.median()) <= LIMIT_POINTS ? "yes" : "no"));
  }

  /** A server, with or without the agent, and its client. */
  private record Side(Program server, Program client, long port) implements AutoCloseable {

    static Side start(Setup setup, boolean watched) throws IOException, InterruptedException {
      Program server =
          Program.start(setup, setup.jar(watched), "", "benchmarks.program.RaceServer");
      try {
        keep(setup, server, 0);
        long port = server.ask("port");
        Program client =
            Program.startBeside(
                setup, server, "benchmarks.program.RaceClient", Long.toString(port));
        keep(setup, client, 1);
        return new Side(server, client, port);
      } catch (IOException | InterruptedException e) {
        server.close();
        throw e;
      }
    }

    /** Keeps the program on one CPU, where there is more than one. */
    private static void keep(Setup setup, Program program, int cpu)
        throws IOException, InterruptedException {
      if (Runtime.getRuntime().availableProcessors() > 1) {
        String command = "taskset -a -c -p " + cpu + " " + program.pid();
        Namespace.output(setup, List.of(command.split(" ")));
      }
    }

    void call(int calls) throws IOException {
      client.ask("calls " + calls);
    }

    /** The TIME_WAIT sockets at the server's end. */
    long serverFirst(Setup setup) throws IOException, InterruptedException {
      String ss = "ss -Htan state time-wait sport = :" + port;
      return Namespace.outputIn(setup, server.pid(), List.of(ss.split(" "))).lines().count();
    }

    @Override
    public void close() throws IOException, InterruptedException {
      try {
        client.close();
      } finally {
        server.close();
      }
    }
  }
}
