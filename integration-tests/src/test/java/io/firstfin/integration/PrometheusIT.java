package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes the agent, and its own checker finds nothing to say. */
class PrometheusIT {
  private static final int CALLS = 500;
  private static final int SECONDS = 60;

  @TempDir Path folder;

  @Test
  void prometheusScrapesWhatSsCounts() throws Exception {
    NetworkNamespace.assume();
    assumeInstalled("prometheus");
    int port = Ports.block();
    try (JvmProcess jvm = service(port)) {
      jvm.awaitOut("done");
      int kernel = SocketTable.count(SocketTable.State.TIME_WAIT, jvm, p -> p == port);
      Process prometheus = prometheus(jvm, port);
      try {
        String query = "firstfin_sockets{state=\"time_wait\",owner=\"jvm\"}";
        Report answer =
            Await.until(
                SECONDS,
                () -> query(jvm, port + 2, query),
                found -> value(found).equals(Integer.toString(kernel)));
        assertEquals(Integer.toString(kernel), value(answer), answer::toString);
        assertTrue(kernel > CALLS * 0.99, answer::toString);
        assertEquals("1", value(query(jvm, port + 2, "up")));
      } finally {
        prometheus.destroy();
        if (!prometheus.waitFor(10, TimeUnit.SECONDS)) {
          prometheus.destroyForcibly();
        }
      }
      assertEquals(1, jvm.err().size(), jvm::toString);
    }
  }

  @Test
  void promtoolFindsNothingToSay() throws Exception {
    NetworkNamespace.assume();
    assumeInstalled("promtool");
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

  private Process prometheus(JvmProcess jvm, int port) throws IOException {
    Path config = folder.resolve("prometheus.yml");
    Files.writeString(
        config,
        """
        global: { scrape_interval: 1s }
        scrape_configs:
          - job_name: firstfin
            static_configs: [ { targets: [ "127.0.0.1:%d" ] } ]
        """
            .formatted(port + 1));
    return new ProcessBuilder(
            NetworkNamespace.wrap(
                List.of(
                    "prometheus",
                    "--config.file=" + config,
                    "--storage.tsdb.path=" + folder.resolve("data"),
                    "--web.listen-address=127.0.0.1:" + (port + 2)),
                jvm.pid()))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("prometheus.log").toFile())
        .start();
  }

  private static Report query(JvmProcess jvm, int port, String query) {
    Command.Result answer =
        Scrape.curl(
            jvm,
            "--fail",
            "--get",
            "--data-urlencode",
            "query=" + query,
            "http://127.0.0.1:" + port + "/api/v1/query");
    return new Report(answer.status() == 0 ? answer.out() : "{}");
  }

  private static String value(Report answer) {
    JsonNode results = answer.json().path("data").path("result");
    return results.path(0).path("value").path(1).asText();
  }

  private static void assumeInstalled(String command) {
    Assumptions.assumeTrue(
        Command.run("sh", "-c", "command -v " + command).status() == 0,
        command + " is not installed; on Debian it is in the package prometheus");
  }
}
