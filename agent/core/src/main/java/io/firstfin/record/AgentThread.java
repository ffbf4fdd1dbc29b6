package io.firstfin.record;

/** A thread of the agent's own: what it does with sockets is never the application's. */
public final class AgentThread extends Thread {
  public AgentThread(Runnable task, String name) {
    super(null, task, name, 0);
    setDaemon(true);
    // The application's loader must stay collectable after a redeploy.
    setContextClassLoader(null);
  }

  /** Whether the calling thread is one of the agent's. */
  public static boolean isCurrent() {
    return Thread.currentThread() instanceof AgentThread;
  }
}
