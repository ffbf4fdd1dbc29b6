package com.example.workload;

import com.example.support.Console;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.MessageDigest;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An agent of the tests. It digests the bytes that a retransformation gives to some classes; its
 * argument is their names, separated by commas. Other packages may have copies of these classes. It
 * changes nothing; because it is loaded last, it sees the bytes that the JVM uses.
 */
public final class ClassBytes implements ClassFileTransformer {
  private static ClassBytes current;

  private final Instrumentation instrumentation;
  private final List<String> names;
  private final Map<String, String> seen = new TreeMap<>();

  private ClassBytes(Instrumentation instrumentation, List<String> names) {
    this.instrumentation = instrumentation;
    this.names = names;
  }

  /** The JVM calls this. Transformers are called in the order in which their agents were loaded. */
  public static synchronized void agentmain(String arguments, Instrumentation given) {
    if (current != null) {
      current.instrumentation.removeTransformer(current);
    }
    current = new ClassBytes(given, Arrays.asList(arguments.split(",")));
    given.addTransformer(current, true);
    Console.say("digesting");
  }

  static synchronized ClassBytes current() {
    return current;
  }

  Class<?>[] loadedClasses() {
    return instrumentation.getAllLoadedClasses();
  }

  private boolean isWatched(Class<?> type) {
    if (type.getClassLoader() == null) {
      return names.contains(type.getName());
    }
    for (String name : names) {
      if (type.getName().endsWith(name)) {
        return true;
      }
    }
    return false;
  }

  void retransform() throws Exception {
    Retransformation.of(instrumentation, this::isWatched);
  }

  /** The digests by class name that were seen since the last call of this. */
  synchronized Map<String, String> takeSeen() {
    Map<String, String> taken = new TreeMap<>(seen);
    seen.clear();
    return taken;
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String internalName,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] bytes) {
    if (redefined != null && isWatched(redefined)) {
      try {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        StringBuilder hex = new StringBuilder();
        for (byte octet : digest) {
          hex.append(String.format("%02x", octet));
        }
        synchronized (this) {
          seen.put(redefined.getName(), hex.toString());
        }
      } catch (java.security.NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
    return null;
  }
}
