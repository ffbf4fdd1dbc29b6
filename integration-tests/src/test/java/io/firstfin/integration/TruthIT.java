package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.truth.Truth;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * A short form of {@code integration-tests/truth/run}. {@code -Dfirstfin.connections=N} sets how
 * many connections there are on each JDK.
 */
class TruthIT {
  private static final String CONNECTIONS = System.getProperty("firstfin.connections", "10000");

  @OnEveryJdk
  void agentAndKernelAgreeOnEveryClose(Jdk jdk) {
    NetworkNamespace.assume();
    Assumptions.assumeTrue(Truth.isPossible(), "needs tracefs and root");

    assertEquals(0, run(jdk), "the run's own lines say why");
  }

  /** Who has no tracefs is not left without a witness. */
  @Test
  void agentAndPacketsAgreeOnEveryClose() {
    NetworkNamespace.assume();
    Assumptions.assumeTrue(Truth.canCapture(), "needs cc");

    String jdk = Jdk.oldest().home().toString();
    assertEquals(
        0,
        Truth.run(
            List.of("--connections", "2000", "--jdk", jdk, "--witness", "packets"), System.out),
        "the run's own lines say why");
  }

  private static int run(Jdk jdk) {
    return Truth.run(
        List.of("--connections", CONNECTIONS, "--jdk", jdk.home().toString()), System.out);
  }
}
