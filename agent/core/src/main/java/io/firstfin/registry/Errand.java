package io.firstfin.registry;

import io.firstfin.thread.AgentThread;
import java.util.concurrent.TimeUnit;

/**
 * Work on the application's registries, on a thread that ends with the work. The application's
 * filters and listeners run here, and what they leave in a thread, such as thread-locals, must not
 * keep their class loader. The agent's own thread never waits for them.
 */
final class Errand {
  private final AgentThread thread;

  private Errand(AgentThread thread) {
    this.thread = thread;
  }

  static Errand start(Runnable task) {
    AgentThread thread = new AgentThread(task, "firstfin-registry");
    thread.start();
    return new Errand(thread);
  }

  boolean isRunning() {
    return thread.isAlive();
  }

  /** Waits for the end; whether it came in this time, milliseconds. */
  boolean ends(long millis) {
    try {
      TimeUnit.MILLISECONDS.timedJoin(thread, millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }
}
