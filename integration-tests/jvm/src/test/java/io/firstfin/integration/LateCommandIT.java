package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.tools.attach.VirtualMachine;
import io.firstfin.support.Jdk;
import org.junit.jupiter.api.Test;

/** A command that reaches a JVM when its sender has given up, as after {@code docker unpause}. */
class LateCommandIT {
  private static final String DETACH_BEFORE_1971 = "command:detach:0123456789abcdef-1000";

  @Test
  void aDetachThatWasGivenUpIsNotCarriedOut() throws Exception {
    try (JvmProcess jvm = JvmProcess.on(Jdk.running()).agent("").start("LooksUp")) {
      jvm.awaitOut("ready");
      VirtualMachine target = VirtualMachine.attach(Long.toString(jvm.pid()));
      try {
        target.loadAgent(JvmProcess.JAR.toString(), DETACH_BEFORE_1971);
      } finally {
        target.detach();
      }
      assertTrue(Cli.report(Jdk.running(), jvm).closes().total() > 0, jvm::toString);
    }
  }
}
