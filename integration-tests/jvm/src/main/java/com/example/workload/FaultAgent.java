package com.example.workload;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isMethod;
import static net.bytebuddy.matcher.ElementMatchers.isNative;
import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.none;
import static net.bytebuddy.matcher.ElementMatchers.not;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;

/**
 * An agent that lets methods of FirstFIN's core throw, each once when {@link Faults} says so. It is
 * to be started before FirstFIN.
 */
public final class FaultAgent {
  private FaultAgent() {}

  /** The JVM calls this. */
  public static void premain(String arguments, Instrumentation given) {
    Faults.publish();
    new AgentBuilder.Default()
        .disableClassFormatChanges()
        .with(AgentBuilder.TypeStrategy.Default.DECORATE)
        .ignore(none())
        .type(
            nameStartsWith("io.firstfin.")
                // The JVM loads these, or they are templates of the code of hooks.
                .and(not(nameStartsWith("io.firstfin.bootstrap.")))
                .and(not(nameStartsWith("io.firstfin.launcher.")))
                .and(not(nameStartsWith("io.firstfin.instrument."))))
        .transform(
            (builder, type, loader, module, domain) ->
                builder.visit(
                    Advice.to(Throwing.class)
                        .on(isMethod().and(not(isAbstract())).and(not(isNative())))))
        .installOn(given);
  }

  /** Throws what is meant for a method, once. */
  public static final class Throwing {
    private Throwing() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.Origin("#t.#m") String method) throws Throwable {
      // Found in a place that the core's class loader can reach; its keys are those of Faults.
      Map<?, ?>[] faults = (Map<?, ?>[]) System.getProperties().get("com.example.faults");
      int thread = Thread.currentThread().getName().startsWith("firstfin") ? 2 : 0;
      @SuppressWarnings("unchecked")
      Map<String, Object> reached = (Map<String, Object>) faults[thread];
      reached.putIfAbsent(method, "");
      Object fault = faults[thread + 1].remove(method);
      if (fault != null) {
        throw (Throwable) fault;
      }
    }
  }
}
