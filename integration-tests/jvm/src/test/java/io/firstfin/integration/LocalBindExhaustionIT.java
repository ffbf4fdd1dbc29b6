package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import io.firstfin.support.OnEveryJdk;
import io.firstfin.support.OnTwoJdks;
import java.util.Map;
import java.util.TreeMap;

/** Clients that bind before they connect, when no ephemeral port is left. */
class LocalBindExhaustionIT {
  private static final int PORTS = 16;

  @OnEveryJdk
  void bindsOfClientsThatFoundNoPortAreCountedAndWarnedOfAtOnce(Jdk jdk) {
    // The next census is ten minutes away: only the failure itself can cause the warning.
    try (JvmProcess jvm = start(JvmProcess.on(jdk), "BindsWithoutAPort")) {
      String warning = jvm.awaitErr("[firstfin] WARNING");
      assertTrue(warning.contains("local-bind-exhaustion 127.0.0.1:0"), warning);
      Report report = Cli.report(jdk, jvm);
      Map<String, Integer> failures = failures(report);
      assertEquals(failed(jvm, "client"), failures.remove("127.0.0.1:0"), report::toString);
      assertEquals(1, failures.size(), report::toString);
      assertEquals(failed(jvm, "fixed"), failures.values().iterator().next(), report::toString);
      assertTrue(
          report.json().path("connectFailures").toString().contains("BindsWithoutAPort.java:"),
          report::toString);
      assertEquals(0, report.errors(), report::toString);
    }
  }

  @OnTwoJdks
  void bindsOfNettysClientsAreDistinguishedFromThoseOfItsServers(Jdk jdk) {
    try (JvmProcess jvm =
        start(
            JvmProcess.on(jdk).classPath(System.getProperty("firstfin.programs.classpath")),
            "NettyBindsWithoutAPort")) {
      Report report = Cli.report(jdk, jvm);
      assertEquals(
          Map.of("127.0.0.1:0", failed(jvm, "client")), failures(report), report::toString);
      assertEquals(0, report.errors(), report::toString);
    }
  }

  private static JvmProcess start(JvmProcess.Builder builder, String program) {
    NetworkNamespace.assume();
    JvmProcess jvm =
        builder
            .agent("interval=10m")
            .setting("net/ipv4/ip_local_port_range", "40000 " + (40_000 + PORTS - 1))
            .start(program, PORTS);
    jvm.awaitOut("done");
    return jvm;
  }

  /** The failures that the program itself saw. */
  private static int failed(JvmProcess jvm, String kind) {
    int count = 0;
    for (String line : jvm.out()) {
      if (line.startsWith("failed " + kind)) {
        assertTrue(line.contains("Address already in use"), line);
        count++;
      }
    }
    return count;
  }

  /** The failures by local address, of those that have one. */
  private static Map<String, Integer> failures(Report report) {
    Map<String, Integer> counts = new TreeMap<>();
    for (JsonNode failure : report.json().path("connectFailures")) {
      assertEquals("address_in_use", failure.path("reason").asText(), report::toString);
      assertEquals("", failure.path("remote").asText(), report::toString);
      counts.put(failure.path("local").asText(), failure.path("count").asInt());
    }
    return counts;
  }
}
