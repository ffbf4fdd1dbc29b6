package io.firstfin.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PatientJvmsTest {
  private final CountDownLatch never = new CountDownLatch(1);

  @Test
  @Timeout(60)
  void aJvmThatDoesNotAnswerIsGivenUpWithALine() throws Exception {
    TargetJvm jvm = new PatientJvms(jvms(), 100).attach("42");

    CommandFailure failure =
        assertThrows(CommandFailure.class, () -> jvm.loadAgent("/firstfin.jar", ""));

    assertTrue(failure.getMessage().contains("process 42 has not answered"), failure.getMessage());
    jvm.release();
  }

  @Test
  @Timeout(60)
  void anAnswerAndAFailurePassThrough() throws Exception {
    TargetJvm jvm = new PatientJvms(jvms(), 30_000).attach("42");

    assertEquals("value", jvm.agentProperty("name"));
    CommandFailure failure = assertThrows(CommandFailure.class, () -> jvm.agentProperty("refused"));
    assertEquals("refused", failure.getMessage());
  }

  /** JVMs that answer about properties and never start an agent. */
  private TargetJvms jvms() {
    return new TargetJvms() {
      @Override
      public List<Entry> list() {
        return Collections.emptyList();
      }

      @Override
      public TargetJvm attach(String pid) {
        return new TargetJvm() {
          @Override
          public void loadAgent(String jarPath, String arguments) {
            await();
          }

          @Override
          public String agentProperty(String name) throws CommandFailure {
            if (name.equals("refused")) {
              throw new CommandFailure("refused");
            }
            return "value";
          }

          @Override
          public void release() {
            await();
          }
        };
      }
    };
  }

  private void await() {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
