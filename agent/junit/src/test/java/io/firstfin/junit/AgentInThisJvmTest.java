package io.firstfin.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AgentInThisJvmTest {
  @Test
  void anAttachThatFailedIsNotTriedAgain() {
    AtomicInteger tries = new AtomicInteger();
    AgentInThisJvm agent =
        new AgentInThisJvm(
            () -> {
              tries.incrementAndGet();
              throw new NotWatched("this JVM forbids it");
            });

    assertThrows(NotWatched.class, agent::ask);
    NotWatched again = assertThrows(NotWatched.class, agent::ask);

    assertEquals("FirstFIN does not watch this JVM: this JVM forbids it", again.getMessage());
    assertEquals(1, tries.get());
  }

  @Test
  void anAttachWithoutEffectIsSaid() {
    NotWatched failure = assertThrows(NotWatched.class, () -> new AgentInThisJvm(() -> {}).ask());

    assertEquals(
        "FirstFIN does not watch this JVM: the agent was attached, and has ended or belongs to"
            + " another version",
        failure.getMessage());
  }
}
