package io.firstfin.agent;

/** The JDK's own tools, which JAVA_TOOL_OPTIONS hands the agent too. */
final class JdkTools {
  /** {@code java Shop.java} (JEP 330): what it compiles is an application, which it then runs. */
  private static final String SOURCE_LAUNCHER = "jdk.compiler/com.sun.tools.javac.launcher.";

  private JdkTools() {}

  /** Whether this JVM runs javac, jcmd, keytool or the like: there the agent stays out. */
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
