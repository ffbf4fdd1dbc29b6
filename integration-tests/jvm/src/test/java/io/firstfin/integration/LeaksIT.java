package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import io.firstfin.support.OnEveryJdk;
import io.firstfin.support.OnTwoJdks;
import org.junit.jupiter.api.Test;

/** Sockets that nothing closes. */
class LeaksIT {
  private static final int CONNECTIONS = 40;

  @OnEveryJdk
  void socketsClosedByTheirCleanerAreSeen(Jdk jdk) {
    try (JvmProcess jvm =
        JvmProcess.on(jdk).agent("").start("LeakedSockets", Ports.block(), CONNECTIONS)) {
      jvm.awaitOut("ready");
      // From now on the C library answers: on JDK 11 a Cleaner has the descriptor's number only.
      Cli.report(jdk, jvm);
      jvm.send("go");
      jvm.awaitOut("done");
      Report report = Cli.report(jdk, jvm);
      Closes expected = new Closes();
      expected.add("client local fin", CONNECTIONS);
      expected.add("server remote fin", CONNECTIONS);
      assertEquals(expected, report.closes(), report::toString);
      JsonNode site = Openers.siteOf(report, "com.example.workload.Loopback.connect(");
      assertEquals("the garbage collector", site.path("closedBy").asText(), report::toString);
    }
  }

  @OnEveryJdk
  void socketsInCloseWaitAreCountedWithTheLineThatOpenedThem(Jdk jdk) {
    int port = Ports.block();
    try (JvmProcess jvm =
        JvmProcess.on(jdk).agent("interval=500ms").start("CloseWaitLeak", port, CONNECTIONS)) {
      String line = jvm.awaitOut("line ").substring("line ".length());
      jvm.awaitOut("done");
      Report report =
          Await.until(15, () -> Cli.report(jdk, jvm), r -> closeWaitOpenedAt(r, line) > 0);
      assertEquals(
          SocketTable.count(SocketTable.State.CLOSE_WAIT, jvm, p -> p == port),
          closeWaitOpenedAt(report, line),
          () -> line + "\n" + report);
    }
  }

  /** A warning is due after a minute: a leak cannot be distinguished from a slow caller earlier. */
  @Test
  void aLeakIsWarnedOfWithTheLineThatOpenedIt() {
    try (JvmProcess jvm =
        JvmProcess.on(Jdk.oldest())
            .agent("interval=1s,warn.close-wait=" + CONNECTIONS)
            .start("CloseWaitLeak", Ports.block(), CONNECTIONS)) {
      String line = jvm.awaitOut("line ").substring("line ".length());
      String warning = jvm.awaitErr("[firstfin] WARNING");
      assertTrue(warning.contains("close-wait"), warning);
      jvm.awaitErr(line);
    }
  }

  @OnTwoJdks
  void socketsWithoutAConnectionAreCountedAsTheTablesLeaveThemOver(Jdk jdk) {
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("interval=10m")
            .start("UnconnectedLeak", Ports.block(), CONNECTIONS)) {
      jvm.awaitOut("done");
      int unlisted = UnlistedSockets.count(jvm);
      assertTrue(unlisted >= 2 * CONNECTIONS, jvm::toString);
      Report report = Cli.report(jdk, jvm);
      assertEquals(
          unlisted, report.json().path("unconnected").path("count").asInt(), report::toString);
    }
  }

  /**
   * Only the quick count of sockstat can cause the censuses, because no table shows the sockets.
   */
  @Test
  void aLeakOfSocketsWithoutAConnectionIsWarnedOf() {
    try (JvmProcess jvm =
        JvmProcess.on(Jdk.oldest())
            .agent("interval=1s,warn.close-wait=" + 2 * CONNECTIONS)
            .start("UnconnectedLeak", Ports.block(), CONNECTIONS)) {
      String line = jvm.awaitOut("line ").substring("line ".length());
      String warning = jvm.awaitErr("[firstfin] WARNING");
      assertTrue(warning.contains("never-connected-leak process: " + 2 * CONNECTIONS), warning);
      jvm.awaitErr(line);
    }
  }

  @OnTwoJdks
  void socketsWhosePeerDoesNotCloseAreCountedByThePeer(Jdk jdk) {
    NetworkNamespace.assume();
    int port = Ports.block();
    try (JvmProcess jvm =
        JvmProcess.on(jdk).agent("interval=10m").start("PeerThatNeverCloses", port, CONNECTIONS)) {
      jvm.awaitOut("done");
      Report report = Cli.report(jdk, jvm);
      JsonNode finWait2 = report.json().path("finWait2");
      assertEquals(CONNECTIONS, finWait2.path("orphans").asInt(), report::toString);
      assertEquals(CONNECTIONS, finWait2.path("halfClosed").asInt(), report::toString);
      assertEquals(
          SocketTable.count(SocketTable.State.FIN_WAIT_2, jvm, p -> p == port),
          finWait2.path("orphans").asInt() + finWait2.path("halfClosed").asInt(),
          report::toString);
      assertEquals(1, finWait2.path("peers").size(), report::toString);
      assertEquals(
          "127.0.0.1:" + port,
          finWait2.path("peers").get(0).path("remote").asText(),
          report::toString);
    }
  }

  private static int closeWaitOpenedAt(Report report, String line) {
    int count = 0;
    for (JsonNode group : report.json().path("closeWait")) {
      if (group.path("line").asText().equals(line)) {
        count += group.path("count").asInt();
      }
    }
    return count;
  }
}
