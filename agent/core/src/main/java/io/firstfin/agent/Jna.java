package io.firstfin.agent;

import io.firstfin.kernel.KernelException;
import io.firstfin.kernel.Libc;
import io.firstfin.kernel.NativeDirectory;
import io.firstfin.platform.JavaPlatform;
import io.firstfin.platform.JnaFiles;
import java.io.File;
import java.util.Map;

/** Loads JNA from the agent's jar, separate from the application's own JNA. */
final class Jna {
  private static final String PACKAGE = "com.sun.jna.";

  private final JavaPlatform platform;
  private final Map<String, ClassLoader> delegates;

  /**
   * {@code delegates} are the prefixes of the packages that the core's loader leaves to other
   * loaders.
   */
  Jna(JavaPlatform platform, Map<String, ClassLoader> delegates) {
    this.platform = platform;
    this.delegates = delegates;
  }

  /** Loads it; the message of a failure says why the C library cannot be called. */
  void load() throws KernelException {
    String checks = JvmArguments.jniChecks();
    if (checks != null) {
      Libc.refuse("JNA is not loaded under " + checks + ", as the JVM would warn of it");
    }
    if (checks != null || delegates.containsKey(PACKAGE)) {
      Libc.load();
      return;
    }
    File directory = NativeDirectory.choose();
    JnaFiles files = new JnaFiles(directory);
    try {
      ClassLoader parent = Jna.class.getClassLoader().getParent();
      delegates.put(PACKAGE, platform.jnaLoader(files, parent));
    } catch (RuntimeException | LinkageError e) {
      throw new KernelException("JNA cannot be loaded: " + e);
    }
    try {
      load(directory, files);
    } finally {
      files.delete();
    }
  }

  /** JNA makes a directory of its own, below the user's home, unless one is named. */
  private static void load(File directory, JnaFiles files) throws KernelException {
    boolean unset = System.getProperty(NativeDirectory.PROPERTY) == null;
    if (unset) {
      System.setProperty(NativeDirectory.PROPERTY, directory.getPath());
    }
    try {
      Libc.load(files::delete);
    } finally {
      if (unset) {
        System.clearProperty(NativeDirectory.PROPERTY);
      }
    }
  }
}
