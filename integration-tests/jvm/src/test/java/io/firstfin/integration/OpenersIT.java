package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstfin.support.Jdk;
import io.firstfin.support.OnEveryJdk;

/** Connections that other threads close than the one that asked for them. */
class OpenersIT {
  private static final int CONNECTIONS = 20;

  @OnEveryJdk
  void aConnectionOfNettyHasTheLineThatAskedForIt(Jdk jdk) {
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("")
            .classPath(System.getProperty("firstfin.programs.classpath"))
            .start("NettyCalls", Ports.block(), CONNECTIONS)) {
      jvm.awaitOut("done");
      Report report = Cli.report(jdk, jvm);
      for (String transport : new String[] {"nio", "epoll"}) {
        JsonNode site =
            Openers.siteOf(report, "com.example.workload.NettyCalls." + transport + "(");
        assertEquals(CONNECTIONS, site.path("closes").asInt(), report::toString);
        assertEquals("io.netty.bootstrap.Bootstrap.connect", site.path("via").asText());
        assertTrue(
            site.path("closedBy").asText().startsWith("the event loop of Netty"), report::toString);
      }
    }
  }
}
