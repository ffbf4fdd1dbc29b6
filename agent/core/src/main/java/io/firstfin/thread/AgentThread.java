package io.firstfin.thread;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A thread of the agent's own. What it does with sockets is not recorded as the application's. */
public final class AgentThread extends Thread {
  private static final Set<AgentThread> STARTED = ConcurrentHashMap.newKeySet();

  public AgentThread(Runnable task, String name) {
    super(null, task, name, 0);
    setDaemon(true);
    // A thread of the agent must not keep the application's loader alive after a redeploy.
    setContextClassLoader(null);
  }

  @Override
  public void start() {
    super.start();
    // No lambda, because every JVM starts with this, and the first ones take longer than a loop.
    for (AgentThread thread : STARTED) {
      if (!thread.isAlive()) {
        STARTED.remove(thread);
      }
    }
    STARTED.add(this);
  }

  /** The names of the agent's threads that have not ended. */
  public static List<String> running() {
    List<String> names = new ArrayList<String>();
    for (AgentThread thread : STARTED) {
      if (thread.isAlive()) {
        names.add(thread.getName());
      }
    }
    return names;
  }

  /**
   * Waits until all threads of the agent have ended, but no longer than this time. None of them may
   * call this.
   */
  public static void awaitEnd(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    // While this waits for one thread, that thread may start another.
    while (!running().isEmpty() && end - System.nanoTime() > 0) {
      for (AgentThread thread : STARTED) {
        TimeUnit.NANOSECONDS.timedJoin(thread, end - System.nanoTime());
      }
    }
  }

  /** Whether the calling thread is one of the agent's. */
  public static boolean isCurrent() {
    return Thread.currentThread() instanceof AgentThread;
  }
}
