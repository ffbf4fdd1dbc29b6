package benchmarks.driver;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A census of 120,000 TIME_WAIT sockets that the JVM itself made, compared with a C program that
 * only receives the kernel's dump, and with {@code ss}. All three run in the same namespace, in
 * turns, while the sockets exist.
 */
final class Census implements Benchmark {

  private static final double FLOOR_LIMIT = 1.5;
  private static final double SS_LIMIT = 0.25;
  private static final String TIME_WAIT = "0x40";
  private static final String ALL_STATES = "0xfff";
  private static final List<String> SS = List.of("ss", "-tan", "state", "time-wait");

  /** The time since the first close; the kernel keeps a TIME_WAIT for 60 s. */
  private static final long LAST_ROUND_NANOS = 50_000_000_000L;

  /** A reader of the kernel's table. */
  private interface Reader {
    void read() throws Exception;
  }

  private final Spread agent = new Spread();
  private final Spread floor = new Spread();
  private final Spread floorAllStates = new Spread();
  private final Spread floorTwoWalks = new Spread();
  private final Spread ss = new Spread();
  private final Spread toFloor = new Spread();
  private final Spread toFloorAllStates = new Spread();
  private final Spread toFloorTwoWalks = new Spread();
  private final Spread toSs = new Spread();

  @Override
  public String name() {
    return "census";
  }

  @Override
  public String description() {
    return "a census of 120,000 TIME_WAIT against a C receiver of the dump and against ss";
  }

  @Override
  public List<Row> measure(Setup setup) throws Exception {
    if (setup.censusFloor().isEmpty() && !setup.ss()) {
      throw new Skipped("gcc or ss");
    }
    int sockets = setup.size(120_000, 30_000);
    try (Program program = Program.start(setup, setup.agentJar(), "", PairsProgram.oneThread())) {
      long begin = System.nanoTime();
      program.ask("pairs " + sockets);
      int rounds = setup.size(15, 5);
      for (int round = 1; round <= rounds; round++) {
        if (System.nanoTime() - begin > LAST_ROUND_NANOS) {
          break;
        }
        measureRound(setup, program, round);
        Setup.progress("round %d of at most %d: %s", round, rounds, lastFigures());
      }
    }
    return rows(String.format("census of %,d", sockets));
  }

  /** Runs every reader once; each round begins with another one. */
  private void measureRound(Setup setup, Program program, int round) throws Exception {
    List<Reader> readers = new ArrayList<>();
    if (setup.agentJar().isPresent()) {
      readers.add(() -> agent.add(agentMillis(setup, program)));
    }
    if (setup.censusFloor().isPresent()) {
      readers.add(() -> floor.add(floorMillis(setup, program, TIME_WAIT, "unspec")));
      readers.add(() -> floorAllStates.add(floorMillis(setup, program, ALL_STATES, "unspec")));
      readers.add(() -> floorTwoWalks.add(floorMillis(setup, program, TIME_WAIT, "v2")));
    }
    if (setup.ss()) {
      readers.add(() -> ss.add(Namespace.costIn(setup, program.pid(), SS).wall()));
    }
    Collections.rotate(readers, round);
    for (Reader reader : readers) {
      reader.read();
    }
    addRatio(toFloor, floor);
    addRatio(toFloorAllStates, floorAllStates);
    addRatio(toFloorTwoWalks, floorTwoWalks);
    addRatio(toSs, ss);
  }

  private static double agentMillis(Setup setup, Program program)
      throws IOException, InterruptedException {
    Report report = Report.of(setup, program);
    if (!report.string("kernel.source").equals("sock_diag")) {
      throw new IOException("the census came from " + report.string("kernel.source"));
    }
    return report.number("kernel.millis");
  }

  private void addRatio(Spread ratios, Spread other) {
    if (agent.size() > 0 && other.size() > 0) {
      ratios.add(agent.last() / other.last());
    }
  }

  private static double floorMillis(Setup setup, Program program, String states, String walks)
      throws IOException, InterruptedException {
    String command = setup.censusFloor().orElseThrow().toString();
    String answer = Namespace.outputIn(setup, program.pid(), List.of(command, states, walks));
    return Long.parseLong(answer.split(" ")[0]) / 1000.0;
  }

  private String lastFigures() {
    List<String> figures = new ArrayList<>();
    addLast(figures, "agent", agent);
    addLast(figures, "C", floor);
    addLast(figures, "C, all states", floorAllStates);
    addLast(figures, "C, a dump for each family", floorTwoWalks);
    addLast(figures, "ss", ss);
    return String.join(", ", figures);
  }

  private static void addLast(List<String> figures, String name, Spread spread) {
    if (spread.size() > 0) {
      figures.add(Row.text(name + " %.1f ms", spread.last()));
    }
  }

  private List<Row> rows(String census) {
    return List.of(
        row(census + " / C receiver", floor, toFloor, FLOOR_LIMIT, "gcc"),
        row(census + " / C, every state", floorAllStates, toFloorAllStates, Double.NaN, "gcc"),
        row(
            census + " / C, a dump for each family",
            floorTwoWalks,
            toFloorTwoWalks,
            Double.NaN,
            "gcc"),
        row(census + " / ss", ss, toSs, SS_LIMIT, "ss"));
  }

  private Row row(String benchmark, Spread other, Spread ratios, double limit, String needs) {
    if (other.size() == 0) {
      return Row.note(benchmark, "skipped: needs " + needs);
    }
    String without = other.text("%.1f ms");
    if (ratios.size() == 0) {
      return new Row(benchmark, without, "", "no agent", other.range("%.1f ms"), "", "");
    }
    String with = agent.text("%.1f ms");
    return Double.isNaN(limit)
        ? Row.unlimited(benchmark, without, with, ratios, "%.2f")
        : Row.atMost(benchmark, without, with, ratios, "%.2f", limit);
  }
}
