package com.example.workload;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.List;

/**
 * An agent of the measurements, which costs what every agent costs that instruments the same
 * classes. Loaded with their names, separated by commas, it gives the JVM their own bytes again;
 * loaded with {@code end} it lets go of them. Without arguments it does nothing.
 */
public final class Retransforming implements ClassFileTransformer {
  private static Retransforming current;

  private final Instrumentation instrumentation;
  private final List<String> names;

  private Retransforming(Instrumentation instrumentation, List<String> names) {
    this.instrumentation = instrumentation;
    this.names = names;
  }

  /** The JVM calls this. */
  public static synchronized void agentmain(String arguments, Instrumentation given)
      throws UnmodifiableClassException {
    if (arguments == null || arguments.isEmpty()) {
      return;
    }
    if (arguments.equals("end")) {
      current.instrumentation.removeTransformer(current);
    } else {
      current = new Retransforming(given, Arrays.asList(arguments.split(",")));
      given.addTransformer(current, true);
    }
    Retransformation.of(current.instrumentation, current::isWatched);
  }

  private boolean isWatched(Class<?> type) {
    return type.getClassLoader() == null && names.contains(type.getName());
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String internalName,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] bytes) {
    return redefined != null && isWatched(redefined) ? bytes.clone() : null;
  }
}
