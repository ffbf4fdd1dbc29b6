package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import io.firstfin.support.OnTwoJdks;

/** What looks like one connection per call, and is not: each has a cause of its own. */
class LookAlikesIT {
  private static final String AGENT = "interval=500ms,warn.time-wait=50,log=off";

  @OnTwoJdks
  void eachHasItsOwnCause(Jdk jdk) {
    NetworkNamespace.assume();
    int port = Ports.block();
    try (JvmProcess jvm = JvmProcess.on(jdk).agent(AGENT).start("LookAlikes", port)) {
      jvm.awaitOut("ready");
      // The agent answers it when it has begun; then the C library is loaded.
      Cli.report(jdk, jvm);
      jvm.send("");
      jvm.awaitOut("done");

      Report report = Cli.report(jdk, jvm);

      assertCause(
          "close-per-request", "127.0.0.1:" + port, "the peer closes at the same time", report);
      assertCause("close-per-request", "127.0.0.1:" + (port + 1), "without an exchange", report);
      assertCause("stale-reuse", "127.0.0.1:" + (port + 2), "balancer's", report);
    }
  }

  private static void assertCause(String id, String subject, String words, Report report) {
    assertTrue(
        report
            .findings()
            .anyMatch(
                finding ->
                    finding.path("id").asText().equals(id)
                        && finding.path("subject").asText().equals(subject)
                        && finding.path("cause").asText().contains(words)),
        () -> id + " " + subject + " " + words + "\n" + report);
  }
}
