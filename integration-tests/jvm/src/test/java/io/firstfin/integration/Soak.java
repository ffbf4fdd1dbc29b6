package io.firstfin.integration;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstfin.support.Command;
import io.firstfin.support.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A service under load for a long time, and a twin of it without the agent. Scrapes, reports,
 * traces, log rotation, freezes and steps of the clock come at random from a printed seed; in every
 * second round also full heaps, and detaches with attaches. After each round the load stands still,
 * and the agent's figures are compared with what the service has done, with {@code ss}, and with
 * the twin's.
 */
final class Soak implements AutoCloseable {
  /** What an agent may take beside its twin, above what it took at the first comparison. */
  private static final long HEAP_KB = 8_000;

  private static final long RESIDENT_KB = 40_000;

  /** What the JVM keeps of the classes of a life until it collects them (docs/safety.md). */
  private static final long RESIDENT_KB_PER_LIFE = 2_000;

  private static final int THREADS = 2;
  private static final int DESCRIPTORS = 3;
  private static final int ROUNDS_BEFORE_BASE = 2;

  /** A verdict that no look-up settled is settled by what two censuses miss. */
  private static final int REPORTS_ALIKE = 4;

  private static final int SECONDS_TO_SETTLE = 20;

  /** A full heap may lose records, and a freeze verdicts. */
  private static final int UNKNOWN_PER_FREEZE = 2;

  private static final int LARGEST_STEP_SECONDS = 7_200;

  private final Jdk jdk;
  private final Random random;

  /** Null where the clock cannot be stepped. */
  private final SteppedClock clock;

  private final Path log;
  private final int httpPort;
  private final SoakedJvm service;
  private final SoakedJvm twin;
  private final String options;
  private int round;
  private int lives;
  private int freezes;
  private boolean isCertain;
  private boolean attached = true;
  private Closes before = new Closes();
  private long errorsBefore;
  private SoakedJvm.Figures base;

  /**
   * @param closesPerSecond of each of both JVMs
   */
  Soak(Jdk jdk, int closesPerSecond, long seed, Path folder) throws IOException {
    this.jdk = jdk;
    random = new Random(seed);
    clock = SteppedClock.in(folder);
    log = folder.resolve("firstfin.log");
    httpPort = Ports.block();
    options = "interval=1s,log=" + log + ",http=" + httpPort;
    service = new SoakedJvm(jvm().mayMeetErrors().agent(options), closesPerSecond, seed);
    twin = new SoakedJvm(jvm(), closesPerSecond, seed);
  }

  private JvmProcess.Builder jvm() {
    JvmProcess.Builder jvm = JvmProcess.on(jdk).option("-Xmx96m");
    return clock == null ? jvm : clock.of(jvm);
  }

  /** One round of events, and the comparison after it; returns what to show of it. */
  String round(int seconds) throws IOException {
    StringBuilder events = new StringBuilder();
    try {
      return round(seconds, events);
    } catch (AssertionError e) {
      throw new AssertionError("round " + round + ':' + events + "; " + threads(), e);
    }
  }

  /** The service's threads, where it still answers to a signal. */
  private String threads() {
    int before = service.jvm.out().size();
    Command.run("kill", "-QUIT", Long.toString(service.jvm.pid()));
    pause(2_000);
    List<String> out = service.jvm.out();
    return String.join("\n", out.subList(before, out.size()));
  }

  private String round(int seconds, StringBuilder events) throws IOException {
    boolean harsh = round++ % 2 == 1;
    isCertain = !harsh;
    freezes = 0;
    both("go");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < end) {
      events.append(' ').append(event(random.nextInt(harsh ? 8 : 6)));
      pause(random.nextInt(1_500));
    }
    Closes done = service.pause();
    twin.pause();
    if (!attached) {
      attach();
    }
    return "round " + round + ':' + events + "; " + done.total() + " closes; " + compare(done);
  }

  private String event(int kind) throws IOException {
    switch (kind) {
      case 0:
        return attached && Scrape.of(service.jvm, httpPort).values().isEmpty() ? "empty" : "scrape";
      case 1:
        return attached && Cli.reportOfAStarvedJvm(jdk, service.jvm) == null ? "none" : "report";
      case 2:
        trace();
        return "trace";
      case 3:
        Files.deleteIfExists(log);
        return "rotate";
      case 4:
        freeze(random.nextInt(2_500));
        freezes++;
        return "freeze";
      case 5:
        return clock();
      case 6:
        both("heap 800");
        return "heap";
      default:
        if (attached) {
          command("detach");
          attached = false;
          return "detach";
        }
        attach();
        return "attach";
    }
  }

  private String clock() throws IOException {
    int seconds = random.nextInt(2 * LARGEST_STEP_SECONDS) - LARGEST_STEP_SECONDS;
    if (clock == null) {
      return "no-clock";
    }
    clock.step(seconds);
    return "clock";
  }

  private void attach() {
    command("attach", options);
    attached = true;
    lives++;
  }

  private void command(String name, String... more) {
    List<String> words = new ArrayList<>(List.of(name, Long.toString(service.jvm.pid())));
    words.addAll(List.of(more));
    Command.Result result = Cli.run(jdk, words.toArray(new String[0]));
    if (result.status() != 0) {
      throw new AssertionError(result + "\n" + service.jvm);
    }
  }

  private void trace() throws IOException {
    Process trace =
        new ProcessBuilder(
                jdk.java().toString(),
                "-jar",
                JvmProcess.JAR.toString(),
                "trace",
                Long.toString(service.jvm.pid()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    pause(1_500);
    trace.destroyForcibly();
  }

  private void freeze(int millis) {
    for (String signal : List.of("-STOP", "-CONT")) {
      for (SoakedJvm each : List.of(service, twin)) {
        Command.run("kill", signal, Long.toString(each.jvm.pid()));
      }
      pause(signal.equals("-STOP") ? millis : 0);
    }
  }

  private String compare(Closes done) throws IOException {
    Report report = compareWithTheKernel();
    String late = "";
    if (isCertain) {
      compareWithTheService(report, done);
    } else {
      Report settled = settled(report);
      Closes later = settled.closes().without(report.closes());
      late = later.total() == 0 ? "" : "settled late: " + later + ", ";
      report = settled;
    }
    before = report.closes();
    errorsBefore = report.errors();
    SoakedJvm.Figures more = service.figures().without(twin.figures());
    if (round == ROUNDS_BEFORE_BASE) {
      base = more;
      lives = 0;
    }
    if (base != null) {
      SoakedJvm.Figures growth = more.without(base);
      require(growth.heapKb() <= HEAP_KB, "the heap has grown", growth);
      require(
          growth.residentKb() <= RESIDENT_KB + lives * RESIDENT_KB_PER_LIFE,
          "memory has grown in " + lives + " lives",
          growth);
      require(growth.threads() <= THREADS, "threads have grown", growth);
      require(growth.descriptors() <= DESCRIPTORS, "descriptors have grown", growth);
    }
    return late + more + " beside the twin";
  }

  /**
   * The report once its closes do not change. After a full heap both ends are closed at once, and
   * the agent may fail to look them up; the next round's closes would be compared with theirs.
   */
  private Report settled(Report first) {
    Report[] last = {first};
    int[] alike = {0};
    boolean isSettled =
        Await.until(
            SECONDS_TO_SETTLE,
            () -> {
              Closes earlier = last[0].closes();
              last[0] = Cli.reportOfAStarvedJvm(jdk, service.jvm);
              alike[0] = last[0].closes().equals(earlier) ? alike[0] + 1 : 0;
              return alike[0] >= REPORTS_ALIKE;
            },
            Boolean::booleanValue);
    require(isSettled, "the closes change though there are none", last[0]);
    return last[0];
  }

  /** The kernel's count may fall while it is asked. */
  private Report compareWithTheKernel() {
    Report[] last = new Report[1];
    boolean agrees =
        Await.until(
            20,
            () -> {
              int kernel = count();
              last[0] = Cli.reportOfAStarvedJvm(jdk, service.jvm);
              JsonNode timeWait = last[0].json().path("timeWait").path("total");
              return timeWait.asInt(-1) <= kernel && timeWait.asInt(-1) >= count();
            },
            Boolean::booleanValue);
    require(agrees, "ss has " + count() + " sockets in TIME_WAIT", last[0]);
    return last[0];
  }

  private int count() {
    return SocketTable.count(SocketTable.State.TIME_WAIT, service.jvm, port -> true);
  }

  private void compareWithTheService(Report report, Closes done) {
    Closes said = report.closes().without(before);
    require(said.total() == done.total(), "the service has closed " + done, said);
    Closes wrong = new Closes();
    long unknown = 0;
    for (String close : said.counts().keySet()) {
      if (close.contains("unknown")) {
        unknown += said.count(close);
      } else {
        wrong.add(close, Math.max(0, said.count(close) - done.count(close)));
      }
    }
    require(
        wrong.total() == 0,
        "wrong verdicts " + wrong + " where the service has " + done,
        said + ", corrected " + report.corrected());
    require(unknown <= freezes * UNKNOWN_PER_FREEZE + 1, unknown + " unknown verdicts", said);
    require(report.errors() == errorsBefore, "errors of the agent's own", report);
  }

  private void require(boolean holds, String what, Object seen) {
    if (!holds) {
      throw new AssertionError("round " + round + ": " + what + ", the agent: " + seen);
    }
  }

  private void both(String command) {
    int asked = service.send(command);
    int askedTwin = twin.send(command);
    service.await(asked);
    twin.await(askedTwin);
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    for (SoakedJvm each : List.of(service, twin)) {
      each.jvm.close();
      if (clock != null) {
        clock.forget(each.jvm.pid());
      }
    }
  }

  /** {@code SECONDS ROUND_SECONDS CLOSES_PER_SECOND SEED JDK_HOME}; ends with 1 at a difference. */
  public static void main(String[] arguments) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[0]));
    int seconds = Integer.parseInt(arguments[1]);
    long seed = Long.parseLong(arguments[3]);
    Jdk jdk = Jdk.at(Path.of(arguments[4]));
    System.out.println("seed " + seed + ", " + jdk);
    try (Soak soak =
        new Soak(
            jdk, Integer.parseInt(arguments[2]), seed, Files.createTempDirectory("firstfin"))) {
      if (soak.clock == null) {
        System.out.println("without steps of the clock: libfaketime is missing (package faketime)");
      }
      Thread stop = new Thread(soak::close, "stop");
      Runtime.getRuntime().addShutdownHook(stop);
      while (System.nanoTime() < end) {
        System.out.println(soak.round(seconds));
      }
    }
    System.out.println("no difference");
  }
}
