package io.firstfin.agent;

import io.firstfin.platform.JavaPlatform;
import io.firstfin.platform.JavaPlatforms;
import java.lang.instrument.Instrumentation;

/**
 * Puts the hooks, and what outlives a detach, into the bootstrap loader. This must happen before
 * any class that names them is loaded, and so before {@link Agent}.
 */
final class HookClasses {
  private static final String[] NAMES = {
    "io.firstfin.bootstrap.SocketEvents",
    "io.firstfin.bootstrap.SocketHooks",
    "io.firstfin.bootstrap.RegistryHooks",
    "io.firstfin.bootstrap.StandardError"
  };

  private HookClasses() {}

  static JavaPlatform define(Instrumentation instrumentation) {
    JavaPlatform platform = JavaPlatforms.current();
    platform.openInternals(instrumentation);
    for (String name : NAMES) {
      try {
        if (!isDefined(name)) {
          platform.defineInBootstrap(name, BootstrapFiles.read(name));
        }
      } catch (Exception e) {
        throw new IllegalStateException("the hooks cannot be defined (" + e + ")", e);
      }
    }
    return platform;
  }

  /**
   * Whether an earlier attach has defined the class, which stays for the life of the JVM. To define
   * it again would fail, and would leave the JVM some memory poorer.
   */
  private static boolean isDefined(String name) {
    try {
      Class.forName(name, false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
