package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import io.firstfin.support.OnEveryJdk;

/** A client that has used up the ephemeral ports towards one destination. */
class PortExhaustionIT {
  private static final int PORTS = 64;

  @OnEveryJdk
  void theFirstConnectWithoutAPortIsWarnedOfAtOnce(Jdk jdk) {
    NetworkNamespace.assume();
    // The next census is ten minutes away: only the failure itself can cause the warning.
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("interval=10m")
            .setting("net/ipv4/tcp_tw_reuse", "0")
            .setting("net/ipv4/ip_local_port_range", "40000 " + (40_000 + PORTS - 1))
            .start("PortsRunOut", Ports.block(), 10 * PORTS)) {
      String failure = jvm.awaitOut("failure ");
      assertTrue(failure.contains("Cannot assign requested address"), failure);
      String warning = jvm.awaitErr("[firstfin] WARNING");
      assertTrue(warning.contains("port-exhaustion"), warning);
      Report report = Cli.report(jdk, jvm);
      assertTrue(
          report
              .findings("warning")
              .anyMatch(finding -> finding.path("id").asText().equals("port-exhaustion")),
          report::toString);
    }
  }
}
