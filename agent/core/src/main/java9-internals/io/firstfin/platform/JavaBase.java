package io.firstfin.platform;

import java.lang.reflect.Field;
import java.util.Properties;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.VMSupport;

/**
 * Calls of java.base's internals, compiled. By reflection each would make the JVM generate some ten
 * classes at the start (since JDK 18, JEP 416). Their packages must be open to the agent before
 * this class is loaded. Any thread.
 */
final class JavaBase {
  private JavaBase() {}

  /**
   * Defines the class with a null loader.
   *
   * @throws LinkageError when it is defined already
   */
  static void defineInBootstrap(String name, byte[] bytes) {
    Unsafe.getUnsafe().defineClass(name, bytes, 0, bytes.length, null, null);
  }

  static Properties agentProperties() {
    return VMSupport.getAgentProperties();
  }

  static void replaceAgentProperties(Properties properties) throws ReflectiveOperationException {
    Field field = VMSupport.class.getDeclaredField("agentProps");
    Unsafe unsafe = Unsafe.getUnsafe();
    try {
      unsafe.putReference(
          unsafe.staticFieldBase(field), unsafe.staticFieldOffset(field), properties);
    } catch (NoSuchMethodError beforeJava12) {
      field.setAccessible(true);
      field.set(null, properties);
    }
  }
}
