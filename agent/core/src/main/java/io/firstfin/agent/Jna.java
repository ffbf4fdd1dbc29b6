package io.firstfin.agent;

import io.firstfin.kernel.KernelException;
import io.firstfin.kernel.Libc;
import io.firstfin.platform.JavaPlatform;
import java.io.File;
import java.util.Map;

/** Loads JNA from the agent's jar, separate from the application's own JNA. */
final class Jna {
  private static final String PACKAGE = "com.sun.jna.";

  private final JavaPlatform platform;
  private final String jar;
  private final Map<String, ClassLoader> delegates;

  /**
   * {@code delegates} are the prefixes of the packages that the core's loader leaves to other
   * loaders.
   */
  Jna(JavaPlatform platform, String jar, Map<String, ClassLoader> delegates) {
    this.platform = platform;
    this.jar = jar;
    this.delegates = delegates;
  }

  /** Loads it; the message of a failure says why the C library cannot be called. */
  void load() throws KernelException {
    String checks = JvmArguments.jniChecks();
    if (checks != null) {
      Libc.refuse("JNA is not loaded under " + checks + ", as the JVM would warn of it");
    }
    if (!delegates.containsKey(PACKAGE)) {
      try {
        ClassLoader parent = Jna.class.getClassLoader().getParent();
        delegates.put(PACKAGE, platform.jnaLoader(new File(jar), parent));
      } catch (Exception | LinkageError e) {
        throw new KernelException("JNA cannot be loaded from " + jar + ": " + e);
      }
    }
    Libc.load();
  }
}
