package com.example.workload;

import java.lang.instrument.Instrumentation;

/** An agent that asks which classes are loaded, as most agents do, and changes nothing. */
public final class AskingAgent {
  private AskingAgent() {}

  /** The JVM calls this. */
  public static void premain(String arguments, Instrumentation given) {
    given.getAllLoadedClasses();
  }
}
