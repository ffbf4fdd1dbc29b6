package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import io.firstfin.support.OnEveryJdk;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Closes that no order of FINs decides, or that are made in unusual places. */
class UnusualClosesIT {
  private static final int CLOSED_BY_TWO = 300;
  private static final int LEFT_OPEN = 20;
  private static final int PORTS_TAKEN_AGAIN = 10;

  @OnEveryJdk
  void crossedFinsAreSimultaneousAndTheKernelsTimeOutsAreNobodys(Jdk jdk) {
    NetworkNamespace.assume();
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .setting("net/ipv4/tcp_keepalive_time", "1")
            .setting("net/ipv4/tcp_keepalive_intvl", "1")
            .setting("net/ipv4/tcp_keepalive_probes", "2")
            .setting("net/ipv4/tcp_retries2", "2")
            .agent("log=off")
            .start("LoopbackDown", Ports.block())) {
      begin(jdk, jvm);
      jvm.awaitOut("done");
      Closes expected = new Closes();
      expected.add("client simultaneous fin", 1);
      expected.add("server simultaneous fin", 1);
      expected.add("client unknown unknown", 3);

      Report report = Await.until(20, () -> Cli.report(jdk, jvm), r -> r.closes().equals(expected));
      assertEquals(expected, report.closes(), report::toString);
      assertEquals(0, report.errors(), report::toString);
    }
  }

  @OnEveryJdk
  void aResetThatAnswersAProbeOrARetransmissionIsThePeers(Jdk jdk) {
    NetworkNamespace.assume();
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .setting("net/ipv4/tcp_keepalive_time", "1")
            .agent("log=off")
            .start("LostResets", Ports.block())) {
      begin(jdk, jvm);
      jvm.awaitOut("done");
      assertEquals(
          List.of("read Connection reset", "read Connection reset"),
          jvm.out().stream().filter(line -> line.startsWith("read ")).toList(),
          jvm::toString);
      Closes expected = new Closes();
      expected.add("client remote rst", 2);
      expected.add("server local rst", 2);

      Report report = Await.until(20, () -> Cli.report(jdk, jvm), r -> r.closes().equals(expected));
      assertEquals(expected, report.closes(), report::toString);
      assertEquals(0, report.errors(), report::toString);
    }
  }

  @OnEveryJdk
  void neitherAFullStackNorAThreadOfTheApplicationsOwnSpoilsLaterCloses(Jdk jdk) {
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .mayMeetErrors()
            .agent("log=off")
            .start("AwkwardThreads", Ports.block(), CLOSED_BY_TWO)) {
      begin(jdk, jvm);
      String line = jvm.awaitOut("line ").substring("line ".length());
      jvm.awaitOut("done");

      Report report =
          Await.until(20, () -> Cli.report(jdk, jvm), r -> r.closesAt(line) == CLOSED_BY_TWO);
      assertEquals(CLOSED_BY_TWO, report.closesAt(line), report::toString);
    }
  }

  @OnEveryJdk
  void aCloseByAnotherThreadIsCountedOnce(Jdk jdk) {
    String address = Ports.address();
    int port = Ports.block();
    Optional<TcpTracepoint> witness = TcpTracepoint.watch(address, port, port + 1);
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("log=off")
            .start("ClosedByAnotherThread", address, port, CLOSED_BY_TWO)) {
      begin(jdk, jvm);
      jvm.awaitOut("done");
      Closes arranged = Closes.arrangedBy(jvm);
      witness.ifPresent(kernel -> assertEquals(arranged, kernel.closes()));

      Report report = Await.until(20, () -> Cli.report(jdk, jvm), r -> r.closes().equals(arranged));
      assertEquals(arranged, report.closes(), report::toString);
      assertEquals(0, report.errors(), report::toString);

      assertEquals(0, jvm.end(), "the JVM ends with connections open: " + jvm);
      assertEquals(List.of(), jvm.err());
    } finally {
      witness.ifPresent(TcpTracepoint::close);
    }
  }

  /** A client's close of which the kernel keeps nothing is not the peer's for it. */
  @OnEveryJdk
  void theTimeWaitOfALaterConnectionFromTheSamePortIsNotTakenForTheFirstOnes(Jdk jdk) {
    Report report = afterPortsTakenAgain(jdk, "client");

    Closes closes = report.closes();
    assertEquals(PORTS_TAKEN_AGAIN, closes.count("client remote fin"), report::toString);
    assertEquals(
        PORTS_TAKEN_AGAIN,
        closes.count("client local fin", "client unknown fin"),
        report::toString);
    assertEquals(PORTS_TAKEN_AGAIN, closes.count("server local fin"), report::toString);
    assertEquals(PORTS_TAKEN_AGAIN, closes.count("server remote rst"), report::toString);
  }

  /** A client that is in TIME_WAIT cannot connect from its port again at once. */
  @OnEveryJdk
  void aServerWhoseClientTakesItsPortAgainWasFirst(Jdk jdk) {
    Report report = afterPortsTakenAgain(jdk, "server");

    Closes closes = report.closes();
    assertEquals(PORTS_TAKEN_AGAIN, closes.count("server local fin"), report::toString);
    assertEquals(PORTS_TAKEN_AGAIN, closes.count("server remote fin"), report::toString);
    assertEquals(PORTS_TAKEN_AGAIN, closes.count("client local fin"), report::toString);
    assertEquals(PORTS_TAKEN_AGAIN, closes.count("client remote rst"), report::toString);
  }

  /** The report once all closes are counted. */
  private static Report afterPortsTakenAgain(Jdk jdk, String first) {
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("log=off")
            .start("PortTakenAgain", Ports.address(), Ports.block(), PORTS_TAKEN_AGAIN, first)) {
      begin(jdk, jvm);
      jvm.awaitOut("done");
      return Await.until(
          20, () -> Cli.report(jdk, jvm), r -> r.closes().total() == 4 * PORTS_TAKEN_AGAIN);
    }
  }

  @OnEveryJdk
  void whatTheKernelClosesAfterTheJvmWasOpenInItsLastReport(Jdk jdk) {
    String address = Ports.address();
    int port = Ports.block();
    Optional<TcpTracepoint> witness = TcpTracepoint.watch(address, port, port);
    Assumptions.assumeTrue(witness.isPresent(), "needs tracefs and root");
    try (TcpTracepoint kernel = witness.get();
        JvmProcess jvm =
            JvmProcess.on(jdk).agent("").start("OpenToTheEnd", address, port, LEFT_OPEN)) {
      jvm.awaitOut("done");
      Report report = Cli.report(jdk, jvm);
      assertEquals(new Closes(), report.closes(), report::toString);
      assertEquals(
          Map.of("client", LEFT_OPEN, "server", LEFT_OPEN), report.opened(), report::toString);
      assertEquals(0, jvm.end(), jvm::toString);
      assertEquals(1, jvm.err().size(), jvm::toString);
      assertEquals(2 * LEFT_OPEN, kernel.closes().total());
    }
  }

  /** The agent answers a request for a report when it has begun; then the C library is loaded. */
  private static void begin(Jdk jdk, JvmProcess jvm) {
    jvm.awaitOut("ready");
    Cli.report(jdk, jvm);
    jvm.send("");
  }
}
