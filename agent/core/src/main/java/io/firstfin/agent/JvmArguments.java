package io.firstfin.agent;

import java.util.Arrays;
import java.util.List;

/** The arguments that the JVM was started with, read without its management interface. */
final class JvmArguments {
  private static final List<String> JNI_CHECKS = Arrays.asList("-Xcheck:jni", "-XX:+CheckJNICalls");

  private JvmArguments() {}

  /**
   * The argument that makes the JVM check every native call, or null. With that argument the JVM
   * prints a warning and a stack while JNA loads.
   */
  static String jniChecks() {
    return jniChecks(AgentProperties.current().getProperty("sun.jvm.args"));
  }

  /** Whether no command can reach this JVM. */
  static boolean forbidAttach() {
    return forbidAttach(AgentProperties.current().getProperty("sun.jvm.args"));
  }

  static boolean forbidAttach(String arguments) {
    return arguments != null
        && arguments.lastIndexOf("-XX:+DisableAttachMechanism")
            > arguments.lastIndexOf("-XX:-DisableAttachMechanism");
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
