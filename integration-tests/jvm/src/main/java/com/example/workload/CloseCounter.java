package com.example.workload;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.none;

import com.example.support.Console;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.utility.JavaModule;

/**
 * An agent of another vendor: with the Byte Buddy of the class path it counts closes in the same
 * classes of the JDK. When the JVM ends it prints {@code counted N failed M}.
 */
public final class CloseCounter {
  static final String COUNT = "com.example.closes";

  private CloseCounter() {}

  /** The JVM calls this. */
  public static void premain(String arguments, Instrumentation given) {
    AtomicInteger closes = new AtomicInteger();
    AtomicInteger failures = new AtomicInteger();
    // In a place that code inlined into the JDK can reach.
    System.getProperties().put(COUNT, closes);
    new AgentBuilder.Default()
        .disableClassFormatChanges()
        .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
        .with(
            new AgentBuilder.Listener.Adapter() {
              @Override
              public void onError(
                  String type,
                  ClassLoader loader,
                  JavaModule module,
                  boolean loaded,
                  Throwable failure) {
                failures.incrementAndGet();
                failure.printStackTrace();
              }
            })
        .ignore(none())
        .type(named("java.net.Socket"))
        .transform(
            (builder, type, loader, module, domain) ->
                builder.visit(Advice.to(Counted.class).on(named("close"))))
        .type(
            namedOneOf(
                "java.net.AbstractPlainSocketImpl",
                "sun.nio.ch.NioSocketImpl",
                "sun.nio.ch.SocketChannelImpl"))
        .transform(
            (builder, type, loader, module, domain) ->
                builder.visit(
                    Advice.to(Watched.class)
                        .on(namedOneOf("close", "connect", "implCloseSelectableChannel"))))
        .installOn(given);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> Console.say("counted " + closes.get() + " failed " + failures.get())));
  }

  /** Counts the calls. */
  public static final class Counted {
    private Counted() {}

    @Advice.OnMethodEnter
    static void enter() {
      ((AtomicInteger) System.getProperties().get(COUNT)).incrementAndGet();
    }
  }

  /** Changes the method, but adds nothing to what it does. */
  public static final class Watched {
    private Watched() {}

    @Advice.OnMethodEnter
    static long enter() {
      return System.nanoTime();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter long start, @Advice.Thrown Throwable failure) {
      if (start == System.nanoTime() && failure instanceof Error) {
        System.getProperties().remove("never");
      }
    }
  }
}
