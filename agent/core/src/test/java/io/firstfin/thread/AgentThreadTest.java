package io.firstfin.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AgentThreadTest {
  private static final String NAME = "for-the-test";

  private final CountDownLatch end = new CountDownLatch(1);

  @Test
  void oneThatHasNotEndedIsNamed() throws Exception {
    AgentThread thread = new AgentThread(this::awaitEnd, NAME);
    thread.start();
    AgentThread.awaitEnd(1);
    assertTrue(AgentThread.running().contains(NAME));

    end.countDown();
    thread.join();
    assertFalse(AgentThread.running().contains(NAME));
  }

  @Test
  void oneThatAnotherStartsIsAwaitedToo() throws Exception {
    new AgentThread(() -> new AgentThread(end::countDown, NAME).start(), "first").start();
    AgentThread.awaitEnd(30_000);
    assertEquals(0, end.getCount());
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
