package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Command;
import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes the agent, and its own checker reports nothing. */
class PrometheusIT {
  private static final int CALLS = 500;
  private static final int SECONDS = 60;

  @TempDir Path folder;

  @Test
  void prometheusScrapesWhatSsCounts() {
    NetworkNamespace.assume();
    Prometheus.assume();
    int port = Ports.block();
    try (JvmProcess jvm = service(port)) {
      jvm.awaitOut("done");
      int kernel = SocketTable.count(SocketTable.State.TIME_WAIT, jvm, p -> p == port);
      try (Prometheus prometheus = Prometheus.watch(jvm, port + 1, folder)) {
        Optional<Double> expected = Optional.of((double) kernel);
        assertEquals(
            expected,
            Await.until(
                SECONDS,
                () -> prometheus.value("firstfin_sockets{state=\"time_wait\",owner=\"jvm\"}"),
                expected::equals),
            jvm::toString);
      }
      assertTrue(kernel > CALLS * 0.99, jvm::toString);
      assertEquals(1, jvm.err().size(), jvm::toString);
    }
  }

  @Test
  void promtoolFindsNothingToSay() {
    NetworkNamespace.assume();
    Prometheus.assume();
    int port = Ports.block();
    try (JvmProcess jvm = service(port)) {
      jvm.awaitOut("done");
      Scrape.of(jvm, port + 1);
      Path metrics = folder.resolve("metrics");
      Scrape.curl(
          jvm, "--output", metrics.toString(), "http://127.0.0.1:" + (port + 1) + "/metrics");
      Command.Result check = Command.run("sh", "-c", "promtool check metrics < '" + metrics + "'");
      assertEquals(0, check.status(), check::toString);
      assertEquals("", check.out() + check.err());
    }
  }

  private static JvmProcess service(int port) {
    return JvmProcess.on(Jdk.oldest())
        .agent("interval=500ms,http=" + (port + 1))
        .setting("net/ipv4/tcp_tw_reuse", "0")
        .start("ConnectionPerCall", port, CALLS, "broken");
  }
}
