package io.firstfin.agent;

import java.util.Arrays;
import java.util.List;

/** What the JVM was started with, without asking its management interface. */
final class JvmArguments {
  private static final List<String> JNI_CHECKS = Arrays.asList("-Xcheck:jni", "-XX:+CheckJNICalls");

  private JvmArguments() {}

  /**
   * The argument that has the JVM check every native call, or null. It then prints a warning and a
   * stack as JNA loads.
   */
  static String jniChecks() {
    return jniChecks(AgentProperties.current().getProperty("sun.jvm.args"));
  }

  static String jniChecks(String arguments) {
    for (String argument : arguments == null ? new String[0] : arguments.split("\\s+")) {
      if (JNI_CHECKS.contains(argument)) {
        return argument;
      }
    }
    return null;
  }
}
