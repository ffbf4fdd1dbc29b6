package io.firstfin.command;

/** An agent that gives no answer, and the main class of a JVM that waits. */
public final class SilentAgent {
  private SilentAgent() {}

  /** The JVM calls this. */
  public static void agentmain(String arguments) {}

  /** Prints that it runs, then waits until its input ends. */
  public static void main(String[] args) throws Exception {
    System.out.println("running");
    while (System.in.read() >= 0) {
      // Only the end of the input matters.
    }
  }
}
