package com.example.workload;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
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
    current.retransform();
  }

  private void retransform() throws UnmodifiableClassException {
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getClassLoader() == null && names.contains(type.getName())) {
        loaded.add(type);
      }
    }
    instrumentation.retransformClasses(loaded.toArray(new Class<?>[0]));
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String internalName,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] bytes) {
    return redefined != null && loader == null && names.contains(redefined.getName())
        ? bytes.clone()
        : null;
  }
}
