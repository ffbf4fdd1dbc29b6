package com.example.workload;

import java.lang.instrument.Instrumentation;

/** An agent that does nothing: what the JVM says of it, it says of every agent. */
public final class IdleAgent {
  private IdleAgent() {}

  /** Called by the JVM. */
  public static void premain(String arguments, Instrumentation given) {}
}
