package io.firstfin.truth;

import io.firstfin.support.Jdk;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The truth test with the peer in a process of its own: a capture of packets shows which end sent
 * the first FIN or RST of each race, and the agent's report is compared with it.
 */
final class RaceTruth {
  private static final int FIRST_PORT = 12_000;
  private static final int PORTS = 100;
  private static final double MOST_WRONG = 0.0001;
  private static final double MOST_UNKNOWN = 0.01;

  /** A short run has few closes. */
  private static final int FEW_WRONG = 3;

  private final Options options;
  private final ProgramJvm.Places places;
  private final PrintStream out;

  RaceTruth(Options options, ProgramJvm.Places places, PrintStream out) {
    this.options = options;
    this.places = places;
    this.out = out;
  }

  /** The exit status of one JDK's run. */
  int hold(Jdk jdk) throws IOException, InterruptedException {
    PeerNetwork.Addresses addresses = options.peerNetwork().addresses(new Random());
    PortRange listening = new PortRange(FIRST_PORT, FIRST_PORT + PORTS - 1);
    int each = Math.max(options.connections() / options.races().size(), options.threads());
    out.printf(
        "JDK %d: %,d connections of each of %d races, the peer in another %s, seed %d%n",
        jdk.feature(),
        each,
        options.races().size(),
        isPeerNear() ? "process" : "network namespace",
        options.seed());
    try (ProgramJvm jvm =
            ProgramJvm.watched(
                jdk,
                places,
                options.peerNetwork().setup,
                program("Watched", addresses.watched(), addresses.peer(), each));
        ProgramJvm peer =
            peer(
                jvm,
                jdk,
                addresses.peer(),
                program("Peer", addresses.peer(), addresses.watched(), each));
        PacketCapture witness =
            PacketCapture.open(options.peerNetwork().device, listening, jvm.pid())) {
      if (options.begin() == Options.Begin.READY) {
        AgentReport.of(jdk.java(), places.jar(), jvm.pid());
      }
      peer.begin();
      peer.await("done");
      jvm.begin();
      jvm.await("done");
      AgentReport.of(jdk.java(), places.jar(), jvm.pid());
      TimeWaitTable before = TimeWaitTable.read(jvm.pid(), listening);
      AgentReport report = AgentReport.of(jdk.java(), places.jar(), jvm.pid());
      TimeWaitTable after = TimeWaitTable.read(jvm.pid(), listening);
      witness.end();
      if (witness.flaw() != null) {
        out.println("  the witness proves nothing: " + witness.flaw());
        return 3;
      }
      return judge(jdk.feature(), addresses, witness, report, before, after);
    }
  }

  private boolean isPeerNear() {
    return options.peerNetwork() == PeerNetwork.SAME;
  }

  private ProgramJvm peer(ProgramJvm jvm, Jdk jdk, String address, ProgramJvm.Program program)
      throws IOException {
    jvm.await("ready");
    ProgramJvm peer =
        isPeerNear()
            ? jvm.peer(jdk, places, program)
            : jvm.peerElsewhere(jdk, places, address, program);
    peer.await("ready");
    return peer;
  }

  private ProgramJvm.Program program(String main, String own, String others, int each) {
    return (keys, password) ->
        List.of(
            "com.example.truth.race." + main,
            own,
            others,
            Integer.toString(FIRST_PORT),
            Integer.toString(each),
            Integer.toString(options.threads()),
            Long.toString(options.seed()),
            String.join(",", options.races()),
            keys.toString(),
            password);
  }

  private int judge(
      int feature,
      PeerNetwork.Addresses addresses,
      PacketCapture capture,
      AgentReport report,
      TimeWaitTable before,
      TimeWaitTable after) {
    out.println(RaceRow.HEADER);
    List<String> errors = new ArrayList<>();
    RaceRow sum = new RaceRow("all", isPeerNear());
    for (String name : options.races()) {
      Race race = Race.valueOf(name);
      String remote = race.role().equals("client") ? addresses.peer() : addresses.peersClient();
      Cell cell = new Cell(race.role(), remote, FIRST_PORT + race.ordinal());
      RaceRow row = new RaceRow(name.toLowerCase(Locale.ROOT).replace('_', '-'), isPeerNear());
      row.add(capture.counts().of(cell), capture.firstOfCrossed().of(cell), report.closes.of(cell));
      out.println(row);
      sum.add(row);
      int timeWait = report.timeWait.getOrDefault(cell, 0);
      if (timeWait > before.of(cell) || timeWait < after.of(cell)) {
        errors.add(
            "%s: TIME_WAIT is %,d for the agent, %,d before and %,d after it for ss"
                .formatted(name, timeWait, before.of(cell), after.of(cell)));
      }
    }
    out.println(sum);
    out.printf(
        Locale.ROOT,
        "  the agent delayed the FIN by %.1f us (median), %.1f us (99 of 100)%n",
        report.agent("delayNanosMedian") / 1e3,
        report.agent("delayNanosP99") / 1e3);
    if (sum.wrong() > Math.max(FEW_WRONG, MOST_WRONG * sum.closes())) {
      errors.add("%,d wrong of %,d closes".formatted(sum.wrong(), sum.closes()));
    }
    if (sum.unknown() > MOST_UNKNOWN * sum.closes()) {
      errors.add("%,d unknown of %,d closes".formatted(sum.unknown(), sum.closes()));
    }
    if (report.agent("dropped") != 0 || report.agent("errors") != 0) {
      errors.add("the agent dropped records or failed: " + report.agent());
    }
    errors.forEach(error -> out.println("  WRONG " + error));
    out.println(
        errors.isEmpty() ? "  agent and capture agree" : "  agent and capture do not agree");
    out.println(sum.markdown(feature, options.seed()));
    return errors.isEmpty() ? 0 : 1;
  }
}
