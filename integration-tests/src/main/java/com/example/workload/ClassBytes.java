package com.example.workload;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.MessageDigest;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An agent of the tests: digests the bytes that a retransformation gives to the JDK's socket
 * classes. It changes nothing; loaded last, what it sees is what the JVM takes.
 */
public final class ClassBytes implements ClassFileTransformer {
  private static final List<String> WATCHED =
      Arrays.asList(
          "sun.nio.ch.NioSocketImpl",
          "java.net.AbstractPlainSocketImpl",
          "sun.nio.ch.SocketChannelImpl",
          "sun.nio.ch.ServerSocketChannelImpl",
          "sun.nio.ch.UnixAsynchronousSocketChannelImpl",
          "sun.nio.ch.UnixAsynchronousServerSocketChannelImpl");

  private static ClassBytes current;

  private final Instrumentation instrumentation;
  private final Map<String, String> seen = new TreeMap<>();

  private ClassBytes(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** Called by the JVM. Transformers come in the order in which their agents were loaded. */
  public static synchronized void agentmain(String arguments, Instrumentation given) {
    if (current != null) {
      current.instrumentation.removeTransformer(current);
    }
    current = new ClassBytes(given);
    given.addTransformer(current, true);
    Console.say("digesting");
  }

  static synchronized ClassBytes current() {
    return current;
  }

  Class<?>[] loadedClasses() {
    return instrumentation.getAllLoadedClasses();
  }

  void retransform() throws Exception {
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getClassLoader() == null && WATCHED.contains(type.getName())) {
        loaded.add(type);
      }
    }
    instrumentation.retransformClasses(loaded.toArray(new Class<?>[0]));
  }

  /** Class name to the digest of what was seen since this was last asked. */
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
    if (loader == null && redefined != null && WATCHED.contains(redefined.getName())) {
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
