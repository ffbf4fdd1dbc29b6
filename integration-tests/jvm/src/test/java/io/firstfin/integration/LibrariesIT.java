package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstfin.support.Jdk;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Libraries whose connections are unlike those of a client of HTTP. The peer has no agent. */
class LibrariesIT {
  private static final String AGENT = "interval=500ms,warn.time-wait=20,log=off";
  private static final String CLASS_PATH = System.getProperty("firstfin.programs.classpath");

  @Test
  void anUploadByFtpHasADataConnectionOfItsOwn() {
    JsonNode finding = ftp(Jdk.running(), "session");

    assertSays(finding, "cause", "one connection for each transfer");
    assertSays(finding, "remedy", "FTP opens a data connection for each transfer");
  }

  @Test
  void anUploadByAnFtpUrlHasASessionOfItsOwn() {
    JsonNode finding = ftp(Jdk.oldest(), "url");

    assertSays(finding, "remedy", "each FTP URL has a session and a data connection of its own");
  }

  private static JsonNode ftp(Jdk jdk, String kind) {
    int port = Ports.block();
    try (JvmProcess server = JvmProcess.on(jdk).start("FtpServer", port)) {
      server.awaitOut("ready");
      return finding(
          "close-per-request",
          "com.example.workload.FtpCalls.upload(",
          jdk,
          JvmProcess.on(jdk)
              .agent(AGENT)
              .beside(server)
              .classPath(CLASS_PATH)
              .start("FtpCalls", port, 60, kind));
    }
  }

  @Test
  void aRemoteMethodCallAfterAnIdleTimeNeedsANewConnection() {
    Jdk jdk = Jdk.oldest();
    int port = Ports.block();
    try (JvmProcess server = JvmProcess.on(jdk).start("RemoteMethodServer", port)) {
      server.awaitOut("ready");
      JsonNode finding =
          finding(
              "pool-churn",
              "com.example.workload.RemoteMethodCalls.ask(",
              jdk,
              JvmProcess.on(jdk)
                  .agent(AGENT)
                  .beside(server)
                  .option("-Dsun.rmi.transport.connectionTimeout=1200")
                  .start("RemoteMethodCalls", port, 4, 10, 2_500));

      assertSays(finding, "cause", "idle for longer than it keeps them");
      assertSays(finding, "remedy", "-Dsun.rmi.transport.connectionTimeout");
    }
  }

  /**
   * The finding with this id, once the program has said that it is done. The report must have the
   * line of the application that opened or closed the connections.
   */
  private static JsonNode finding(String id, String line, Jdk jdk, JvmProcess program) {
    try (JvmProcess jvm = program) {
      jvm.awaitOut("done");
      Report report =
          Await.until(
              15, () -> Cli.report(jdk, jvm), last -> findings(last, id).findAny().isPresent());
      Openers.siteOf(report, line);
      return findings(report, id).findFirst().orElseThrow(() -> new AssertionError(report));
    }
  }

  private static Stream<JsonNode> findings(Report report, String id) {
    return report.findings().filter(finding -> finding.path("id").asText().equals(id));
  }

  private static void assertSays(JsonNode finding, String key, String words) {
    assertTrue(finding.path(key).toString().contains(words), finding::toPrettyString);
  }
}
