package io.firstfin.integration;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;

/** What the command line does to a JVM, without starting a JVM for each command. */
final class AttachedAgent {
  private AttachedAgent() {}

  /** Attaches this agent. It answers a request for a report when it has begun. */
  static void attach(JvmProcess jvm, String options) {
    load(jvm, JvmProcess.JAR, options);
  }

  static void detach(JvmProcess jvm) {
    load(jvm, JvmProcess.JAR, "command:detach");
    // A thread is listed for a moment after it has ended.
    Await.until(
        10,
        () -> {
          try {
            return AgentThreads.of(jvm).size();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        left -> left == 0);
    Unharmed.assertDetached(jvm.pid(), "nothing");
  }

  static Report report(JvmProcess jvm) {
    try {
      VirtualMachine target = VirtualMachine.attach(Long.toString(jvm.pid()));
      try {
        String answer = target.getAgentProperties().getProperty("firstfin.report", "");
        Assertions.assertTrue(answer.startsWith("ok:"), () -> answer + "\n" + jvm);
        return new Report(answer.substring("ok:".length()));
      } finally {
        target.detach();
      }
    } catch (IOException | AttachNotSupportedException e) {
      throw new AssertionError(jvm.toString(), e);
    }
  }

  /** Loads any agent's jar. */
  static void load(JvmProcess jvm, Path agent, String options) {
    try {
      VirtualMachine target = VirtualMachine.attach(Long.toString(jvm.pid()));
      try {
        target.loadAgent(agent.toString(), options);
      } catch (AgentLoadException e) {
        // Java 8 answers 0 when the start went well; a later version takes this for an error.
        Assertions.assertEquals("0", e.getMessage());
      } finally {
        target.detach();
      }
    } catch (IOException | AttachNotSupportedException | AgentInitializationException e) {
      throw new AssertionError(jvm.toString(), e);
    }
  }
}
