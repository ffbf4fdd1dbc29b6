package io.firstfin.agent;

/** The JDK's own tools, which JAVA_TOOL_OPTIONS hands the agent too. */
final class JdkTools {
  private JdkTools() {}

  /** Whether this JVM runs javac, jcmd, keytool or the like: there the agent stays out. */
  static boolean isRunning() {
    String command;
    try {
      command = System.getProperty("sun.java.command", "");
    } catch (SecurityException e) {
      return false;
    }
    return command.startsWith("jdk.")
        || command.startsWith("java.base/")
        || command.startsWith("sun.tools.")
        || command.startsWith("sun.security.tools.")
        || command.startsWith("com.sun.tools.");
  }
}
