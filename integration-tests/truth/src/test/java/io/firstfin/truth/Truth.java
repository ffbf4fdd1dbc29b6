package io.firstfin.truth;

import io.firstfin.support.Jdk;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** The truth test's command; see {@link Options#USAGE}. */
public final class Truth {
  private static final int FIRST_PORT = 12_000;
  private static final int PORTS = 600;
  private static final int ERRORS_SHOWN = 40;

  private final Options options;
  private final ProgramJvm.Places places;
  private final PrintStream out;

  private Truth(Options options, ProgramJvm.Places places, PrintStream out) {
    this.options = options;
    this.places = places;
    this.out = out;
  }

  /**
   * Needs the properties {@code firstfin.jar}, {@code firstfin.truth.classpath} and {@code
   * firstfin.sources}, which say what is run.
   */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out));
  }

  /** Whether packets can be captured. */
  public static boolean canCapture() {
    return PacketCapture.isPossible();
  }

  /** Whether the kernel lets this user read its tracepoints. */
  public static boolean isPossible() {
    return TraceInstance.isPossible() || PacketCapture.isPossible();
  }

  /** Returns the exit status. */
  public static int run(List<String> arguments, PrintStream out) {
    return run(arguments, System.getProperty("firstfin.truth.classpath"), out);
  }

  /** Runs the test with the program and its libraries from another class path. */
  public static int run(List<String> arguments, String classPath, PrintStream out) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      out.print(Options.USAGE);
      return 0;
    }
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println("truth: " + e.getMessage());
      return 2;
    }
    ProgramJvm.Places places =
        new ProgramJvm.Places(
            Path.of(System.getProperty("firstfin.jar")).toAbsolutePath().normalize(), classPath);
    int status = 0;
    for (Jdk jdk : options.jdks()) {
      try {
        Options there = options.on(jdk.feature());
        if (options.isLeftToUs() && !IoUring.isPossible(jdk, classPath)) {
          there = there.without(Medium.NETTY_IO_URING);
        }
        int held =
            there.races() == null
                ? new Truth(there, places, out).hold(jdk)
                : new RaceTruth(there, places, out).hold(jdk);
        status = Math.max(status, held);
      } catch (IOException e) {
        out.println("truth: " + jdk.home() + ": the run failed: " + e.getMessage());
        status = 3;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return 3;
      }
    }
    return status;
  }

  private int hold(Jdk jdk) throws IOException, InterruptedException {
    // Addresses that no other namespace's traffic has, because the tracepoints see all namespaces.
    Random random = new Random();
    String ipv4 = "127." + (1 + random.nextInt(250)) + "." + (1 + random.nextInt(250)) + ".88";
    String ipv6 =
        "fd%02x:%x:%x::88"
            .formatted(
                random.nextInt(256),
                0x1000 + random.nextInt(0xe000),
                0x1000 + random.nextInt(0xe000));
    PortRange listening = new PortRange(FIRST_PORT, FIRST_PORT + PORTS - 1);
    out.printf(
        "JDK %d: %,d connections of %s, seed %d%n",
        jdk.feature(),
        options.connections(),
        String.join(" ", options.transports()).toLowerCase(Locale.ROOT).replace('_', '-'),
        options.seed());
    try (ProgramJvm jvm =
            ProgramJvm.watched(
                jdk, places, "ip addr add " + ipv6 + "/128 dev lo nodad", connections(ipv4, ipv6));
        Witness witness = watch(jvm, ipv4, ipv6, listening)) {
      // The agent answers a request for a report only when it has begun.
      AgentReport.of(jdk.java(), places.jar(), jvm.pid());
      jvm.begin();
      jvm.await("done");
      // Two censuses settle the last closes that crossed.
      for (int i = 0; i < 2; i++) {
        AgentReport.of(jdk.java(), places.jar(), jvm.pid());
      }
      TimeWaitTable before = TimeWaitTable.read(jvm.pid(), listening);
      AgentReport report = AgentReport.of(jdk.java(), places.jar(), jvm.pid());
      TimeWaitTable after = TimeWaitTable.read(jvm.pid(), listening);
      witness.end();
      if (witness.flaw() != null) {
        out.println("  the witness proves nothing: " + witness.flaw());
        return 3;
      }
      Judgement judgement = new Judgement(witness.counts(), report, jvm.ports);
      judgement.judge(before, after);
      Lines lines = new Lines();
      lines.judge(report, jvm.ports);
      judgement.errors.addAll(lines.errors);
      out.printf("  lines of %,d sockets in TIME_WAIT held against the source%n", lines.held);
      int status = print(jvm, report, witness, judgement, before);
      printRow(jdk.feature(), witness, report, judgement);
      return status;
    }
  }

  private ProgramJvm.Program connections(String ipv4, String ipv6) {
    return (keys, password) ->
        List.of(
            "com.example.truth.Connections",
            ipv4,
            ipv6,
            Integer.toString(FIRST_PORT),
            Integer.toString(options.connections()),
            Integer.toString(options.threads()),
            Long.toString(options.seed()),
            String.join(",", options.transports()),
            keys.toString(),
            password);
  }

  /** No connection is made before the witness watches. */
  private Witness watch(ProgramJvm jvm, String ipv4, String ipv6, PortRange listening)
      throws IOException, InterruptedException {
    jvm.await("ready");
    boolean packets =
        options.witness() == Options.Witnesses.PACKETS
            || options.witness() == Options.Witnesses.AUTO && !TraceInstance.isPossible();
    return packets
        ? PacketCapture.open(PeerNetwork.SAME.device, listening, jvm.pid())
        : TraceInstance.open(new TcpEvents(ipv4, ipv6, listening), listening);
  }

  /** A row of the README's table. */
  private void printRow(int feature, Witness witness, AgentReport report, Judgement judgement) {
    out.printf(
        Locale.ROOT,
        "| %d | %d | %,d | %,d | %,d | %,d | %,d | %,d | %,d | %,d |%n",
        feature,
        options.seed(),
        witness.counts().total(),
        judgement.unknown,
        judgement.notCounted,
        judgement.wrongInitiator,
        judgement.wrongHow,
        report.agent("corrected"),
        judgement.crossed(),
        judgement.closeNotifyCrossed);
  }

  private int print(
      ProgramJvm jvm,
      AgentReport report,
      Witness witness,
      Judgement judgement,
      TimeWaitTable timeWait) {
    double seconds = Double.parseDouble(jvm.fact("seconds"));
    out.printf(
        Locale.ROOT,
        "  %.1f s, %,.0f connections a second; %s refused, %s leaked; %,d closes for the kernel"
            + " (%,d %s), %,d for the agent, in %d destinations%n",
        seconds,
        options.connections() / seconds,
        jvm.fact("refused"),
        jvm.fact("leaked"),
        witness.counts().total(),
        witness.events(),
        witness instanceof PacketCapture ? "packets" : "trace lines",
        report.byRole().values().stream()
            .flatMap(counts -> counts.values().stream())
            .mapToLong(Long::longValue)
            .sum(),
        report.destinations());
    out.println("  kernel's verdict down, agent's across");
    out.print(judgement.client.text("client"));
    out.print(judgement.server.text("server"));
    out.printf(
        Locale.ROOT,
        "  crossed where both ends closed at once: corrected by a census %,d, told otherwise %s;"
            + " resets by a close_notify on its way (counted apart) %,d;"
            + " dropped %,d; errors of the agent %,d; TIME_WAIT %,d for ss, %,d for the agent%n",
        report.agent("corrected"),
        judgement.crossed.isEmpty() ? "0" : judgement.crossed,
        judgement.closeNotifyCrossed,
        report.agent("dropped"),
        report.agent("errors"),
        timeWait.total(),
        report.timeWaitOfThisJvm());
    for (String error :
        judgement.errors.subList(0, Math.min(ERRORS_SHOWN, judgement.errors.size()))) {
      out.println("  WRONG " + error);
    }
    if (judgement.errors.size() > ERRORS_SHOWN) {
      out.println("  WRONG and " + (judgement.errors.size() - ERRORS_SHOWN) + " more");
    }
    boolean sound = report.agent("dropped") == 0 && report.agent("errors") == 0;
    if (!sound) {
      out.println("  WRONG the agent dropped records or failed: " + report.agent());
    }
    boolean good = sound && judgement.errors.isEmpty();
    out.println(good ? "  agent and kernel agree" : "  agent and kernel do not agree");
    return good ? 0 : 1;
  }
}
