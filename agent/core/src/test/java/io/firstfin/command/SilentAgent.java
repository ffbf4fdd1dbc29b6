package io.firstfin.command;

/** An agent that gives no answer, and the main class of a JVM that waits. */
public final class SilentAgent {
  private SilentAgent() {}

  /** Called by the JVM. */
  public static void agentmain(String arguments) {}

  /** Says that it runs, then waits until its input ends. */
  public static void main(String[] args) throws Exception {
    System.out.println("running");
    while (System.in.read() >= 0) {
      // Wait for the end.
    }
  }
}
