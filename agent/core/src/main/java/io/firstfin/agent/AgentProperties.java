package io.firstfin.agent;

import io.firstfin.platform.JavaPlatforms;
import java.util.Properties;

/**
 * The JVM's agent properties, which an attaching process can read. The JVM's internals must have
 * been opened before.
 */
final class AgentProperties {
  private AgentProperties() {}

  /** The properties as they are now. */
  static Properties current() {
    return JavaPlatforms.current().agentProperties();
  }

  /** Puts other properties in the place of the JVM's own. */
  static void replace(Properties properties) throws ReflectiveOperationException {
    JavaPlatforms.current().replaceAgentProperties(properties);
  }
}
