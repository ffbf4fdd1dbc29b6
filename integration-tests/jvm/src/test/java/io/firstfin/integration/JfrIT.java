package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import io.firstfin.support.OnTwoJdks;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;

/**
 * The events in a recording of the Flight Recorder, compared with what the program did and with
 * {@code ss}.
 */
class JfrIT {
  private static final int CONNECTIONS = 300;

  @TempDir Path folder;

  @OnTwoJdks
  void everyCloseIsAnEventWithItsVerdict(Jdk jdk) {
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("log=off")
            .start("MixedCloses", Ports.address(), Ports.block(), 2_000, 2, 1, "all", "wait")) {
      jvm.awaitOut("ready");
      FlightRecorder recorder = new FlightRecorder(jdk, jvm, folder);
      recorder.start("throttle", "off");
      recorder.awaitEvents();
      jvm.send("go");
      jvm.awaitOut("done");

      Closes arranged = Closes.arrangedBy(jvm).directions();
      assertEquals(arranged, recorder.dump().verdicts().directions(), jvm::toString);
    }
  }

  @OnTwoJdks
  void theStackLeadsToTheLineThatCloses(Jdk jdk) {
    NetworkNamespace.assume();
    int port = Ports.block();
    try (JvmProcess jvm =
        JvmProcess.on(jdk).agent("").start("CloseFirst", port, CONNECTIONS, "wait")) {
      jvm.awaitOut("opened");
      FlightRecorder recorder = new FlightRecorder(jdk, jvm, folder);
      recorder.start("throttle", "off");
      recorder.awaitEvents();
      holdClosesByClient(jvm, recorder, port);
    }
  }

  @OnTwoJdks
  void aRecordingThatRunsWhenTheAgentIsAttachedGetsTheEvents(Jdk jdk) {
    NetworkNamespace.assume();
    int port = Ports.block();
    try (JvmProcess jvm = JvmProcess.on(jdk).start("CloseFirst", port, CONNECTIONS, "wait")) {
      jvm.awaitOut("opened");
      FlightRecorder recorder = new FlightRecorder(jdk, jvm, folder);
      recorder.start("throttle", "off");
      Cli.run(jdk, "attach", Long.toString(jvm.pid()), "interval=500ms");
      recorder.awaitEvents();
      holdClosesByClient(jvm, recorder, port);
    }
  }

  /** The agent's start makes some, while it loads its classes. */
  @OnTwoJdks
  void noCloseAddsToTheStatisticsOfExceptions(Jdk jdk) {
    try (JvmProcess jvm =
        JvmProcess.on(jdk).agent("interval=500ms").start("ClosesInRounds", Ports.block())) {
      jvm.awaitOut("ready");
      FlightRecorder recorder = new FlightRecorder(jdk, jvm, folder);
      recorder.startWithDefaults();
      jvm.send("go");
      jvm.awaitOut("closed 1");
      long closes = Cli.report(jdk, jvm).closes().total();
      long before = recorder.exceptions();
      jvm.send("go");
      jvm.awaitOut("closed 2");

      long added = recorder.exceptions() - before;

      assertTrue(added < closes / 10, () -> added + " for " + closes + " closes of " + jvm);
    }
  }

  private static void holdClosesByClient(JvmProcess jvm, FlightRecorder recorder, int port) {
    jvm.send("go");
    String line = jvm.awaitOut("line ").substring("line ".length());
    jvm.awaitOut("done");
    assertEquals(
        CONNECTIONS,
        SocketTable.count(SocketTable.State.TIME_WAIT, jvm, p -> p == port),
        jvm::toString);
    Recording recording = recorder.dump();
    List<RecordedEvent> first =
        recording.closes().stream()
            .filter(close -> close.getString("initiator").equals("local"))
            .toList();
    assertEquals(CONNECTIONS, first.size(), () -> recording.verdicts() + "\n" + jvm);
    assertEquals(2 * CONNECTIONS, recording.closes().size(), jvm::toString);
    for (RecordedEvent close : first) {
      assertEquals(Optional.of(line), Recording.applicationFrame(close), close::toString);
      assertEquals(line, close.getString("line"));
      assertEquals("established", close.getString("state"));
      assertEquals(port, close.getInt("remotePort"));
    }
  }

  @OnTwoJdks
  void whatTheThrottleLeavesOutIsCounted(Jdk jdk) {
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("interval=500ms")
            .start("CloseFirst", Ports.block(), CONNECTIONS, "wait")) {
      jvm.awaitOut("opened");
      FlightRecorder recorder = new FlightRecorder(jdk, jvm, folder);
      recorder.start("throttle", "7/h");
      recorder.awaitEvents();
      jvm.send("go");
      jvm.awaitOut("done");
      Recording recording =
          recorder.await(dumped -> lastCensus(dumped, "closed") == 2 * CONNECTIONS);
      assertEquals(7, recording.closes().size(), jvm::toString);
      assertEquals(2 * CONNECTIONS - 7, lastCensus(recording, "closedWithoutEvent"), jvm::toString);
    }
  }

  @OnTwoJdks
  void anEventLastsAsLongAsItsConnection(Jdk jdk) {
    Recording recording = mixedCloses(jdk, "1 ns");
    assertEquals(CONNECTIONS, recording.closes().size());
    for (RecordedEvent close : recording.closes()) {
      // The event begins when the opening was noted and ends when the verdict is there.
      assertTrue(close.getDuration().toNanos() > 0, close::toString);
      assertTrue(close.getStartTime().isBefore(close.getEndTime()), close::toString);
    }
  }

  @OnTwoJdks
  void aThresholdLeavesOutConnectionsThatLivedShorter(Jdk jdk) {
    assertEquals(List.of(), mixedCloses(jdk, "1 h").closes());
  }

  /**
   * The events that a recording with this threshold has of connections that were opened while it
   * ran.
   */
  private Recording mixedCloses(Jdk jdk, String threshold) {
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("interval=500ms")
            .start(
                "MixedCloses", Ports.address(), Ports.block(), CONNECTIONS, 1, 1, "all", "wait")) {
      jvm.awaitOut("ready");
      FlightRecorder recorder = new FlightRecorder(jdk, jvm, folder);
      recorder.start("throttle", "off", "threshold", threshold);
      recorder.awaitEvents();
      jvm.send("go");
      jvm.awaitOut("done");
      return recorder.await(dumped -> lastCensus(dumped, "closed") == CONNECTIONS);
    }
  }

  @OnTwoJdks
  void aJvmWithoutTheFlightRecorderIsWatchedAsAnyOther(Jdk jdk) {
    Assumptions.assumeTrue(jdk.feature() >= 9, "modules");
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("interval=500ms")
            .option("--limit-modules=java.base,java.instrument,java.logging")
            .start("CloseFirst", Ports.block(), 10, "go")) {
      jvm.awaitOut("done");
      assertEquals(20, Cli.report(jdk, jvm).closes().total(), jvm::toString);
      assertEquals(1, jvm.err().size(), "only that it watches: " + jvm);
    }
  }

  @OnTwoJdks
  void aFindingIsRecordedWhileItIsActive(Jdk jdk) {
    NetworkNamespace.assume();
    int port = Ports.block();
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("interval=500ms,warn.time-wait=200")
            .start("ConnectionPerCall", port, 1_000, "broken")) {
      jvm.awaitOut("done");
      FlightRecorder recorder = new FlightRecorder(jdk, jvm, folder);
      recorder.startWithDefaults();
      Recording recording = recorder.await(dumped -> !dumped.findings().isEmpty());
      assertTrue(!recording.findings().isEmpty(), jvm::toString);
      RecordedEvent finding = recording.findings().get(0);
      assertEquals("close-per-request", finding.getString("id"));
      assertEquals("warning", finding.getString("severity"));
      assertEquals("127.0.0.1:" + port, finding.getString("subject"));
      assertEquals(
          SocketTable.count(SocketTable.State.TIME_WAIT, jvm, p -> p == port),
          lastCensus(recording, "timeWaitThisJvm"),
          jvm::toString);
    }
  }

  @OnTwoJdks
  void theOptionOffLeavesTheFlightRecorderAlone(Jdk jdk) {
    int connections = 10;
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("jfr=off,interval=500ms")
            .start("CloseFirst", Ports.block(), connections, "wait")) {
      jvm.awaitOut("opened");
      FlightRecorder recorder = new FlightRecorder(jdk, jvm, folder);
      recorder.startWithDefaults();
      jvm.send("go");
      jvm.awaitOut("done");
      Await.until(20, () -> Cli.report(jdk, jvm), r -> r.closes().total() >= 2 * connections);
      assertEquals(List.of(), recorder.dump().events(), jvm::toString);
    }
  }

  /** Without the classes that Java 8 loads in any program. */
  @OnTwoJdks
  void withoutARecordingNothingOfTheFlightRecorderIsLoaded(Jdk jdk) {
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("interval=500ms")
            .option("-verbose:class")
            .start("CloseFirst", Ports.block(), 10, "go")) {
      jvm.awaitOut("done");
      Cli.report(jdk, jvm);
      assertEquals(
          List.of(),
          jvm.out().stream()
              .filter(line -> line.contains(" jdk.jfr.") || line.contains(" io.firstfin.jfr."))
              .filter(line -> !line.contains(" jdk.jfr.internal.EventWriter "))
              .toList());
    }
  }

  private static long lastCensus(Recording recording, String field) {
    List<RecordedEvent> censuses = recording.censuses();
    return censuses.isEmpty() ? -1 : censuses.get(censuses.size() - 1).getLong(field);
  }
}
