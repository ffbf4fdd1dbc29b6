package io.firstfin.platform;

import io.firstfin.record.CallSiteReader;
import io.firstfin.record.CallSites;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.Properties;

/** Java 8: no modules, and {@code sun.misc} instead of {@code jdk.internal}. */
final class ClassicPlatform implements JavaPlatform {
  @Override
  public void openInternals(Instrumentation instrumentation) {}

  /**
   * Defines the class with a null loader. Appending a jar to the bootstrap search path would need a
   * file, in which the JVM then looks classes up.
   */
  @Override
  public void defineInBootstrap(String name, byte[] bytes) throws Exception {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field instance = type.getDeclaredField("theUnsafe");
    instance.setAccessible(true);
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
      define.invoke(instance.get(null), name, bytes, 0, bytes.length, null, null);
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof LinkageError)) {
        throw e;
      }
      // An earlier attach has defined the class, which exists for the life of the JVM.
      Class.forName(name, false, null);
    }
  }

  @Override
  public Properties agentProperties() {
    try {
      return (Properties) vmSupport().getMethod("getAgentProperties").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM has no agent properties to answer through", e);
    }
  }

  @Override
  public void replaceAgentProperties(Properties properties) throws ReflectiveOperationException {
    Field field = vmSupport().getDeclaredField("agentProps");
    field.setAccessible(true);
    field.set(null, properties);
  }

  private static Class<?> vmSupport() throws ClassNotFoundException {
    return Class.forName("sun.misc.VMSupport", true, null);
  }

  @Override
  public ClassLoader jnaLoader(JnaFiles files, ClassLoader parent) {
    return new JnaClassLoader(files, parent);
  }

  @Override
  public CallSiteReader callSiteReader(CallSites sites, int depth) {
    return new ChosenReader(new ThrowableReader(sites, depth), false, sites, depth);
  }
}
