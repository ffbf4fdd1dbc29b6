package io.firstfin.agent;

/** The JDK's own tools: JAVA_TOOL_OPTIONS gives them the agent, too. */
final class JdkTools {
  /** {@code java Shop.java} (JEP 330): it compiles an application and then runs it. */
  private static final String SOURCE_LAUNCHER = "jdk.compiler/com.sun.tools.javac.launcher.";

  private JdkTools() {}

  /** Whether this JVM runs javac, jcmd, keytool or the like: such a JVM is not watched. */
  static boolean isRunning() {
    String command;
    try {
      command = System.getProperty("sun.java.command", "");
    } catch (SecurityException e) {
      return false;
    }
    if (command.startsWith(SOURCE_LAUNCHER)) {
      return false;
    }
    return command.startsWith("jdk.")
        || command.startsWith("java.base/")
        || command.startsWith("sun.tools.")
        || command.startsWith("sun.security.tools.")
        || command.startsWith("com.sun.tools.");
  }
}
