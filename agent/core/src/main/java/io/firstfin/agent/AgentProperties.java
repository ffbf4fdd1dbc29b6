package io.firstfin.agent;

import java.lang.reflect.Field;
import java.util.Properties;

/** The JVM's agent properties, which an attaching process can read. */
final class AgentProperties {
  private static final String[] OWNERS = {"jdk.internal.vm.VMSupport", "sun.misc.VMSupport"};

  private AgentProperties() {}

  /** The properties as they are now. The JVM's internals must have been opened before. */
  static Properties current() {
    try {
      return (Properties) owner().getMethod("getAgentProperties").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM has no agent properties to answer through", e);
    }
  }

  /** Puts other properties in the place of the JVM's own. */
  static void replace(Properties properties) throws ReflectiveOperationException {
    Field field = owner().getDeclaredField("agentProps");
    field.setAccessible(true);
    field.set(null, properties);
  }

  private static Class<?> owner() throws ClassNotFoundException {
    for (String name : OWNERS) {
      try {
        return Class.forName(name, true, null);
      } catch (ClassNotFoundException e) {
        continue;
      }
    }
    throw new ClassNotFoundException(OWNERS[0]);
  }
}
