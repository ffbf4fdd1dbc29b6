package io.firstfin.platform;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Opens what the agent needs of java.base to itself, and to nobody else. */
public final class ModuleAccess {
  private ModuleAccess() {}

  /** Opens packages of java.base to the agent's core. */
  public static void open(Instrumentation instrumentation, String... packages) {
    Map<String, Set<Module>> opens = new HashMap<>();
    for (String name : packages) {
      opens.put(name, Collections.singleton(ModuleAccess.class.getModule()));
    }
    instrumentation.redefineModule(
        Object.class.getModule(),
        Collections.emptySet(),
        Collections.emptyMap(),
        opens,
        Collections.emptySet(),
        Collections.emptyMap());
  }

  /**
   * Defines a class in the bootstrap loader. Appending a jar to the bootstrap search path would do
   * so too, but it costs the application its class data sharing, with a warning.
   */
  public static void defineInBootstrap(String name, byte[] bytes) throws Exception {
    Class<?> type = Class.forName("jdk.internal.misc.Unsafe");
    Object unsafe = type.getMethod("getUnsafe").invoke(null);
    Method define =
        type.getMethod(
            "defineClass",
            String.class,
            byte[].class,
            int.class,
            int.class,
            ClassLoader.class,
            ProtectionDomain.class);
    try {
      define.invoke(unsafe, name, bytes, 0, bytes.length, null, null);
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof LinkageError)
          || Class.forName(name, false, null).getClassLoader() != null) {
        throw e;
      }
      // Defined by an earlier attach; it stays for the life of the JVM.
    }
  }

}
