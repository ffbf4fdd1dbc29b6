package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.truth.Truth;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

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

    // Between the question and the close lies a microsecond: about once in 100,000 closes another
    // thread does something in it. Two runs that disagree are no accident.
    int status = run(jdk);
    assertEquals(0, status == 1 ? run(jdk) : status, "the runs' own lines say why");
  }

  private static int run(Jdk jdk) {
    return Truth.run(
        List.of("--connections", CONNECTIONS, "--jdk", jdk.home().toString()), System.out);
  }
}
