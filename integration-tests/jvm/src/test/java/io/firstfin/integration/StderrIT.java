package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Jdk;
import io.firstfin.support.OnEveryJdk;
import io.firstfin.support.OnTwoJdks;
import java.util.List;

/** A service in order finds one line of the agent on its standard error, and none of the JVM. */
class StderrIT {
  private static final int STATUS = 7;
  private static final int SHORT_RUNS = 8;

  @OnEveryJdk
  void theAgentSaysOneLineAndTheJvmNothing(Jdk jdk) {
    assertOneStartLine(stderr(jdk, JvmProcess.on(jdk).agent("interval=500ms")));
  }

  @OnEveryJdk
  void theJvmSaysNothingAboutClassDataSharing(Jdk jdk) {
    assertOneStartLine(stderr(jdk, JvmProcess.on(jdk).option("-Xshare:auto").agent("")));
  }

  @OnEveryJdk
  void theJvmSaysNothingWhereNativeAccessIsDenied(Jdk jdk) {
    JvmProcess.Builder builder = JvmProcess.on(jdk).agent("");
    if (jdk.feature() >= 24) {
      builder.option("--illegal-native-access=deny");
    }
    assertOneStartLine(stderr(jdk, builder));
  }

  @OnTwoJdks
  void withTheLogOffThereIsNoLine(Jdk jdk) {
    assertEquals(List.of(), stderr(jdk, JvmProcess.on(jdk).agent("log=off")));
  }

  /**
   * The program may end while the agent loads its libraries, or asks the kernel for the first time.
   */
  @OnTwoJdks
  void aProgramThatEndsAtOnceSeesNoMore(Jdk jdk) {
    for (int i = 0; i < SHORT_RUNS; i++) {
      try (JvmProcess jvm =
          JvmProcess.on(jdk).agent("").start("OneConnection", Ports.block(), STATUS)) {
        assertEquals(STATUS, jvm.end(), jvm::toString);
        assertOneStartLine(jvm.err());
      }
    }
  }

  private static List<String> stderr(Jdk jdk, JvmProcess.Builder builder) {
    try (JvmProcess jvm = builder.start("OneConnection", Ports.block(), STATUS)) {
      jvm.awaitOut("done");
      // Only a report shows that the whole agent works.
      Cli.report(jdk, jvm);
      assertEquals(STATUS, jvm.end(), jvm::toString);
      assertEquals(List.of("done"), jvm.out(), jvm::toString);
      return jvm.err();
    }
  }

  private static void assertOneStartLine(List<String> lines) {
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(lines.get(0).startsWith("[firstfin] "), lines::toString);
  }
}
