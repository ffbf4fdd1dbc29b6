package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import io.firstfin.support.OnEveryJdk;
import io.firstfin.support.OnTwoJdks;
import java.io.IOException;

/**
 * TIME_WAIT of this JVM and of other processes in the same network namespace, with either reader.
 */
class OwnersIT {
  private static final int OURS = 300;
  private static final int THEIRS = 200;

  @OnEveryJdk
  void sockDiagTellsOursFromOthers(Jdk jdk) {
    hold(jdk, "sock_diag");
  }

  @OnTwoJdks
  void procfsTellsOursFromOthers(Jdk jdk) {
    hold(jdk, "procfs");
  }

  @OnTwoJdks
  void withTheKernelOffClosesAreStillCounted(Jdk jdk) {
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("kernel=off,interval=500ms")
            .start("CloseFirst", Ports.block(), OURS, "go")) {
      jvm.awaitOut("done");
      Report report = Cli.report(jdk, jvm);
      assertEquals("off", report.json().path("kernel").path("source").asText());
      assertEquals(OURS, report.closes().count("client local fin"), report::toString);
      assertEquals(OURS, report.closes().count("server remote fin"), report::toString);
    }
  }

  @OnTwoJdks
  void whereNothingIsLookedUpNoCloseWakesTheAgent(Jdk jdk) throws IOException {
    int connections = 2_000;
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("kernel=procfs")
            .start("CloseFirst", Ports.block(), connections, "go")) {
      jvm.awaitOut("done");
      assertEquals(connections, Cli.report(jdk, jvm).closes().count("client local fin"));
      assertTrue(
          AgentThreads.waits(jvm) < connections / 4,
          () -> "woken too often, for " + connections + " connections");
    }
  }

  private static void hold(Jdk jdk, String reader) {
    NetworkNamespace.assume();
    int port = Ports.block();
    int otherPort = Ports.block();
    try (JvmProcess ours =
            JvmProcess.on(jdk)
                .agent("interval=500ms,kernel=" + reader)
                .setting("net/ipv4/tcp_tw_reuse", "0")
                .start("CloseFirst", port, OURS, "go");
        JvmProcess theirs = afterStartOf(ours, jdk, otherPort)) {
      ours.awaitOut("done");
      theirs.awaitOut("done");
      SettledTimeWait settled = SettledTimeWait.of(jdk, ours, p -> p >= port && p < port + 1);
      Report report =
          Await.until(15, () -> Cli.report(jdk, ours), r -> r.timeWaitOfOthers() == THEIRS);
      assertEquals(reader, report.json().path("kernel").path("source").asText(), report::toString);
      assertEquals(OURS, settled.kernel());
      assertEquals(OURS, report.timeWaitOfThisJvm(), report::toString);
      assertEquals(THEIRS, report.timeWaitOfOthers(), report::toString);
      assertEquals(
          OURS + THEIRS, report.json().path("timeWait").path("total").asInt(), report::toString);
    }
  }

  private static JvmProcess afterStartOf(JvmProcess ours, Jdk jdk, int port) {
    // The namespace exists once the program runs in it.
    ours.awaitOut("opened");
    return JvmProcess.on(jdk).beside(ours).start("CloseFirst", port, THEIRS, "go");
  }
}
