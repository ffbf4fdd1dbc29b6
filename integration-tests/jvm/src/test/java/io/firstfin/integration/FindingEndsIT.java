package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import io.firstfin.support.OnTwoJdks;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A warning ends once its sockets have gone, as {@code ss} shows, and not earlier. */
class FindingEndsIT {
  private static final int CONNECTIONS = 300;
  private static final String AGENT = "interval=500ms,warn.time-wait=200";
  private static final String WARNING = "[firstfin] WARNING time-wait ";
  private static final String ENDED = "[firstfin] ENDED ";

  /** TIME_WAIT lasts a minute, and a finding must be absent for as long before it ends. */
  private static final int SECONDS = 180;

  @Test
  void theEndIsLoggedOnceWhenTheSocketsHaveGone() {
    NetworkNamespace.assume();
    int port = Ports.block();
    try (JvmProcess jvm = closeFirst(Jdk.oldest(), port)) {
      jvm.awaitErr(WARNING);
      assertEquals(1, findings(jvm, "findings"));
      Await.until(SECONDS, 500, () -> timeWait(jvm, port), sockets -> sockets == 0);
      Await.until(SECONDS, () -> findings(jvm, "findings"), count -> count == 0);
      assertEquals(1, findings(jvm, "ending"), "away, and not for a minute yet");
      assertEquals(List.of(), ended(jvm));

      Await.until(SECONDS, () -> ended(jvm).size(), count -> count > 0);
      assertEquals(0, timeWait(jvm, port));
      assertEquals(0, findings(jvm, "ending"));
      assertEquals(1, ended(jvm).size(), jvm::toString);
      String line = ended(jvm).get(0);
      assertTrue(line.contains("time-wait 127.0.0.1:" + port + ": was active for "), line);
      assertTrue(line.contains("at its peak " + CONNECTIONS + " sockets in TIME_WAIT"), line);
    }
  }

  @OnTwoJdks
  void neitherADetachNorTheEndOfTheJvmEndsAFinding(Jdk jdk) {
    NetworkNamespace.assume();
    try (JvmProcess detached = closeFirst(jdk, Ports.block());
        JvmProcess ending = closeFirst(jdk, Ports.block())) {
      detached.awaitErr(WARNING);
      ending.awaitErr(WARNING);
      assertEquals(0, Cli.run(jdk, "detach", Long.toString(detached.pid())).status());
      assertEquals(0, detached.end(), detached::toString);
      assertEquals(0, ending.end(), ending::toString);
      assertEquals(List.of(), ended(detached));
      assertEquals(List.of(), ended(ending));
    }
  }

  private static JvmProcess closeFirst(Jdk jdk, int port) {
    return JvmProcess.on(jdk).agent(AGENT).start("CloseFirst", port, CONNECTIONS, "go");
  }

  private static int timeWait(JvmProcess jvm, int port) {
    return SocketTable.count(SocketTable.State.TIME_WAIT, jvm, p -> p == port);
  }

  private static int findings(JvmProcess jvm, String key) {
    int warnings = 0;
    for (JsonNode finding : Cli.report(Jdk.oldest(), jvm).json().path(key)) {
      warnings += finding.path("severity").asText().equals("warning") ? 1 : 0;
    }
    return warnings;
  }

  private static List<String> ended(JvmProcess jvm) {
    return jvm.err().stream().filter(line -> line.startsWith(ENDED)).toList();
  }
}
