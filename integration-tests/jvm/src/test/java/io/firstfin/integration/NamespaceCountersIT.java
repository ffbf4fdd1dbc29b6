package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstfin.support.Command;
import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The counters of a network namespace, compared with {@code nstat}. */
class NamespaceCountersIT {
  private static final int CONNECTIONS = 40;
  private static final int TABLE = 8;

  @Test
  void connectionsThatSkipTimeWaitAreCountedAndWarnedOf() {
    NetworkNamespace.assume();
    Jdk jdk = Jdk.oldest();
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("interval=500ms")
            .setting("net/ipv4/tcp_max_tw_buckets", Integer.toString(TABLE))
            .start("CloseFirst", Ports.block(), CONNECTIONS, "wait")) {
      jvm.awaitOut("opened");
      JsonNode before = Cli.report(jdk, jvm).json().path("counters").path("total");
      assertFalse(before.isEmpty());

      jvm.send("go");
      jvm.awaitOut("done");
      // The table alone would be a reason for a warning, because nine tenths of it are taken.
      String warning = jvm.awaitErr("[firstfin] WARNING");
      assertTrue(warning.contains("time-wait-table-full process"), warning);
      Report report = Cli.report(jdk, jvm);

      Map<String, Long> agents = counters(report.json().path("counters").path("total"));
      assertEquals(nstat(jvm, agents), agents, report::toString);
      long skipped = CONNECTIONS - report.json().path("timeWait").path("total").asLong();
      assertEquals(
          skipped,
          agents.get("TcpExtTCPTimeWaitOverflow")
              - before.path("TcpExtTCPTimeWaitOverflow").asLong(),
          report::toString);
      JsonNode finding =
          report
              .findings("warning")
              .filter(found -> found.path("id").asText().equals("time-wait-table-full"))
              .findFirst()
              .orElseThrow(() -> new AssertionError(report));
      assertEquals(
          skipped,
          finding.path("evidence").path("timeWaitOverflowGrowth").asLong(),
          report::toString);
    }
  }

  private static Map<String, Long> counters(JsonNode json) {
    Map<String, Long> counters = new TreeMap<>();
    json.fields()
        .forEachRemaining(field -> counters.put(field.getKey(), field.getValue().asLong()));
    return counters;
  }

  private static Map<String, Long> nstat(JvmProcess jvm, Map<String, Long> asked) {
    Command.Result nstat = Command.run(NetworkNamespace.wrap(List.of("nstat", "-azs"), jvm.pid()));
    assumeTrue(nstat.status() == 0, "nstat is needed as the witness");
    Map<String, Long> counters = new TreeMap<>();
    for (String line : (Iterable<String>) nstat.out().lines()::iterator) {
      String[] columns = line.trim().split("\\s+");
      if (asked.containsKey(columns[0])) {
        counters.put(columns[0], Long.parseLong(columns[1]));
      }
    }
    return counters;
  }
}
