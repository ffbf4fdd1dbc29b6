package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import io.firstfin.support.OnTwoJdks;
import java.util.List;
import java.util.Map;

/**
 * What Prometheus would scrape, compared with the kernel; and how serving it affects the service.
 */
class MetricsIT {
  private static final int CALLS = 2_000;
  private static final int LOOK_SECONDS = 10;
  private static final String STATE = "firstfin_sockets";
  private static final String CLOSED = "firstfin_connections_closed_connections_total";
  private static final String OPENED = "firstfin_connections_opened_connections_total";

  @OnTwoJdks
  void aScrapeEqualsSs(Jdk jdk) {
    NetworkNamespace.assume();
    int port = Ports.block();
    int http = port + 1;
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("interval=500ms,http=" + http)
            .setting("net/ipv4/tcp_tw_reuse", "0")
            .start("ConnectionPerCall", port, CALLS, "broken")) {
      String line = jvm.awaitOut("line ").substring("line ".length());
      jvm.awaitOut("done");

      // Only the service's sockets: those of curl are in TIME_WAIT as well.
      int kernel = SocketTable.count(SocketTable.State.TIME_WAIT, jvm, p -> p == port);
      Scrape scrape =
          Await.until(
              LOOK_SECONDS,
              () -> Scrape.of(jvm, http),
              answer -> answer.value(STATE, "state", "time_wait", "owner", "jvm") == kernel);
      assertTrue(kernel > CALLS * 0.99, scrape::toString);
      assertEquals(
          kernel, scrape.value(STATE, "state", "time_wait", "owner", "jvm"), scrape::toString);
      assertEquals(
          kernel,
          scrape.value(
              "firstfin_time_wait_by_destination_sockets",
              "remote",
              "127.0.0.1:" + port,
              "name",
              "none",
              "role",
              "client"));
      assertEquals(kernel, scrape.sum("firstfin_time_wait_by_site_sockets"));
      assertEquals(CALLS, scrape.value(OPENED, "role", "client"));
      assertEquals(CALLS, scrape.value(OPENED, "role", "server"));
      assertEquals(
          CALLS,
          scrape.value(CLOSED, "role", "client", "initiator", "local", "how", "fin"),
          scrape::toString);
      assertTrue(scrape.toString().contains(line), scrape::toString);
      assertEquals(1, jvm.err().size(), jvm::toString);
    }
  }

  @OnTwoJdks
  void countersNeverGoBackUnderLoad(Jdk jdk) {
    NetworkNamespace.assume();
    int port = Ports.block();
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("interval=500ms,http=" + port)
            .start("MixedCloses", Ports.address(), port + 1, 6_000, 2, 7, "all")) {
      Map<String, Double> before = Scrape.of(jvm, port).counters();
      while (jvm.out().stream().noneMatch("done"::equals)) {
        Map<String, Double> now = Scrape.of(jvm, port).counters();
        before.forEach(
            (name, value) ->
                assertTrue(
                    now.getOrDefault(name, -1.0) >= value,
                    () -> name + " was " + value + ", is " + now.get(name)));
        before = now;
      }
    }
  }

  @OnTwoJdks
  void theAgentsOwnConnectionsAreNobodys(Jdk jdk) {
    NetworkNamespace.assume();
    int port = Ports.block();
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("interval=500ms,http=" + (port + 1))
            .start("OneConnection", port, 0)) {
      jvm.awaitOut("done");
      Scrape scrape =
          Await.until(
              LOOK_SECONDS, () -> Scrape.of(jvm, port + 1), answer -> answer.sum(CLOSED) >= 2);
      for (int i = 0; i < 20; i++) {
        Scrape.of(jvm, port + 1);
      }
      Report report = Cli.report(jdk, jvm);
      assertEquals(
          Map.of("client local fin", 1L, "server remote fin", 1L),
          report.closes().counts(),
          report::toString);
      assertEquals(2, scrape.sum(OPENED), scrape::toString);
      assertEquals(0, report.errors(), report::toString);
    }
  }

  @OnTwoJdks
  void aTakenPortIsOneLineAndNothingElse(Jdk jdk) {
    NetworkNamespace.assume();
    int port = Ports.block();
    try (JvmProcess first = serving(jdk, port).start("OneConnection", port + 1, 0)) {
      Scrape.of(first, port);
      try (JvmProcess jvm = serving(jdk, port).beside(first).start("OneConnection", port + 2, 0)) {
        jvm.awaitOut("done");
        jvm.awaitErr("cannot be listened on: Address already in use");
        Cli.report(jdk, jvm);
        assertEquals(0, jvm.end());
        assertEquals(2, jvm.err().size(), jvm::toString);
      }
    }
  }

  @OnTwoJdks
  void aServiceWithoutFileDescriptorsIsScrapedAgainWhenItHasSome(Jdk jdk) {
    NetworkNamespace.assume();
    int port = Ports.block();
    try (JvmProcess jvm =
        serving(jdk, port)
            .through(List.of("sh", "-c", "ulimit -n 256; exec \"$@\"", "sh"))
            .start("FilesRunOut")) {
      Scrape.of(jvm, port);
      jvm.send("take");
      jvm.awaitOut("none left");
      String url = "http://127.0.0.1:" + port + "/metrics";
      assertTrue(Scrape.curl(jvm, "--max-time", "1", url).status() != 0);
      jvm.send("free");
      jvm.awaitOut("freed");
      Scrape.of(jvm, port);
      assertTrue(
          jvm.err().stream().noneMatch(line -> line.contains("listen")), () -> jvm.toString());
    }
  }

  private static JvmProcess.Builder serving(Jdk jdk, int port) {
    return JvmProcess.on(jdk).agent("interval=500ms,http=" + port);
  }

  @OnTwoJdks
  void withTheDefaultsNothingOfItIsLoaded(Jdk jdk) {
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("interval=500ms")
            .option("-verbose:class")
            .start("OneConnection", Ports.block(), 0)) {
      jvm.awaitOut("done");
      Cli.report(jdk, jvm);
      jvm.end();
      List<String> loaded =
          jvm.out().stream()
              .filter(
                  line ->
                      line.contains("micrometer")
                          || line.contains("io.prometheus")
                          || line.contains("protobuf")
                          || line.contains("io.firstfin.http")
                          || line.contains("io.firstfin.meters"))
              .toList();
      assertEquals(List.of(), loaded);
    }
  }
}
