package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import io.firstfin.support.OnTwoJdks;
import java.util.List;

/** A client that opens a connection for each call, and the same client cured. */
class ConnectionPerCallIT {
  private static final int CALLS = 5_000;
  private static final String WARN_AT = "warn.time-wait=1000";

  @OnTwoJdks
  void everyTimeWaitIsCountedAndTracedToItsLine(Jdk jdk) {
    NetworkNamespace.assume();
    int port = Ports.block();
    try (JvmProcess jvm = broken(jdk, port)) {
      String line = jvm.awaitOut("line ").substring("line ".length());
      jvm.awaitOut("done");

      SettledTimeWait settled = SettledTimeWait.of(jdk, jvm, p -> p == port);
      Report report = settled.report();
      assertTrue(settled.kernel() > CALLS * 0.99, report::toString);
      assertEquals(settled.kernel(), report.timeWaitOfThisJvm(), report::toString);
      long traced = report.timeWaitAt(line);
      assertTrue(traced >= settled.kernel() * 0.999, () -> line + " has " + traced + "\n" + report);
      assertEquals(0, report.dropped(), report::toString);
    }
  }

  @OnTwoJdks
  void theBrokenClientIsWarnedOfOnceWithItsLine(Jdk jdk) {
    NetworkNamespace.assume();
    int port = Ports.block();
    try (JvmProcess jvm = broken(jdk, port)) {
      String line = jvm.awaitOut("line ").substring("line ".length());
      jvm.awaitErr("[firstfin] WARNING");
      jvm.awaitErr(line);
      Report report = Cli.report(jdk, jvm);
      List<String> warnings =
          report.findings("warning").map(finding -> finding.path("id").asText()).toList();
      assertTrue(warnings.contains("close-per-request"), report::toString);
      assertEquals(0, jvm.end(), jvm::toString);
      List<String> logged =
          jvm.err().stream().filter(text -> text.startsWith("[firstfin] WARNING")).toList();
      assertEquals(logged.stream().distinct().toList(), logged, jvm::toString);
    }
  }

  @OnTwoJdks
  void theCuredClientLeavesNoTimeWaitAndNoWarning(Jdk jdk) {
    NetworkNamespace.assume();
    int port = Ports.block();
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("interval=500ms," + WARN_AT)
            .start("ConnectionPerCall", port, CALLS, "cured")) {
      jvm.awaitOut("done");
      Report report = Cli.report(jdk, jvm);
      assertTrue(
          SocketTable.count(SocketTable.State.TIME_WAIT, jvm, p -> p == port) < CALLS / 100,
          report::toString);
      assertEquals(List.<JsonNode>of(), report.findings("warning").toList(), report::toString);
      jvm.end();
      assertEquals(1, jvm.err().size(), jvm::toString);
      assertTrue(jvm.err().get(0).startsWith("[firstfin] "), jvm::toString);
    }
  }

  private static JvmProcess broken(Jdk jdk, int port) {
    return JvmProcess.on(jdk)
        .agent("interval=500ms," + WARN_AT)
        .setting("net/ipv4/tcp_tw_reuse", "0")
        .start("ConnectionPerCall", port, CALLS, "broken");
  }
}
