package com.example.workload;

import java.lang.instrument.Instrumentation;

/** An agent that does nothing: what the JVM prints about it, it prints about every agent. */
public final class IdleAgent {
  private IdleAgent() {}

  /** The JVM calls this. */
  public static void premain(String arguments, Instrumentation given) {}
}
