package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstfin.support.Jdk;
import io.firstfin.support.OnEveryJdk;
import io.firstfin.support.OnTwoJdks;
import io.firstfin.support.TestKeys;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;

/** The segments of a TLS handshake and of its farewell are no exchanges. */
class TlsExchangesIT {
  private static final int CALLS = 100;

  @TempDir Path directory;

  @OnEveryJdk
  void oneHttpsCallIsOneExchangeWithTls13(Jdk jdk) {
    assertEquals(1, exchangesOfEachCall(jdk, "HttpsCalls", "TLSv1.3"));
  }

  @OnEveryJdk
  void oneHttpsCallIsOneExchangeWithTls12(Jdk jdk) {
    assertEquals(1, exchangesOfEachCall(jdk, "HttpsCalls", "TLSv1.2"));
  }

  @OnTwoJdks
  void oneCallOfNettyOverBoringSslIsOneExchange(Jdk jdk) {
    assertEquals(1, exchangesOfEachCall(jdk, "NettyTlsCalls", "TLSv1.3"));
  }

  @OnTwoJdks
  void oneCallOverConscryptIsOneExchange(Jdk jdk) {
    assertEquals(1, exchangesOfEachCall(jdk, "ConscryptCalls", "TLSv1.2"));
  }

  private int exchangesOfEachCall(Jdk jdk, String program, String version) {
    int port = Ports.block();
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("interval=500ms")
            .classPath(System.getProperty("firstfin.programs.classpath"))
            .start(
                program,
                port,
                CALLS,
                TestKeys.make(jdk.keytool(), directory.resolve(version + ".p12")),
                TestKeys.PASSWORD,
                version)) {
      jvm.awaitOut("done");
      Report report = Cli.report(jdk, jvm);
      JsonNode client =
          StreamSupport.stream(report.json().path("destinations").spliterator(), false)
              .filter(destination -> destination.path("remote").asText().endsWith(":" + port))
              .findFirst()
              .orElseThrow(() -> new AssertionError(report));
      assertTrue(client.path("closes").asInt() >= CALLS, report::toString);
      assertEquals(0, report.errors(), report::toString);
      return client.path("exchangesMedian").asInt();
    }
  }
}
