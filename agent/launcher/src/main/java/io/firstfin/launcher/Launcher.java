package io.firstfin.launcher;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;

/**
 * The entrance for the JVM and the shell. It opens the core and hands the arguments over. No other
 * part of the agent is visible on the application's class path.
 */
public final class Launcher {
  private static final String ENTRY = "io.firstfin.agent.AgentEntry";

  private static CoreClassLoader running;

  private Launcher() {}

  /** The JVM calls this for {@code -javaagent}. */
  public static void premain(String arguments, Instrumentation instrumentation) {
    start("premain", arguments, instrumentation);
  }

  /**
   * The JVM calls this at a dynamic attach. Every command that the command line sends to a JVM
   * arrives here.
   */
  public static void agentmain(String arguments, Instrumentation instrumentation) {
    start("agentmain", arguments, instrumentation);
  }

  /** The entry of the command line. */
  public static void main(String[] arguments) {
    int status;
    try {
      CoreClassLoader core = new CoreClassLoader(ownJar());
      status =
          (Integer)
              core.loadClass(ENTRY)
                  .getMethod("commandLine", String[].class, String.class)
                  .invoke(null, arguments, core.jar().getPath());
    } catch (Throwable failure) {
      System.err.println("[firstfin] failed: " + describe(failure));
      status = 1;
    }
    System.exit(status);
  }

  private static synchronized void start(
      String method, String arguments, Instrumentation instrumentation) {
    try {
      CoreClassLoader core = running == null ? new CoreClassLoader(ownJar()) : running;
      boolean stays =
          (Boolean)
              core.loadClass(ENTRY)
                  .getMethod(
                      method,
                      String.class,
                      Instrumentation.class,
                      String.class,
                      java.util.Map.class)
                  .invoke(null, arguments, instrumentation, core.jar().getPath(), core.delegates());
      running = stays ? core : null;
      if (!stays) {
        core.close();
      }
    } catch (Throwable failure) {
      // The application runs even when the agent cannot start.
      System.err.println(
          "[firstfin] not started, the application runs without it: " + describe(failure));
    }
  }

  private static File ownJar() throws Exception {
    java.security.CodeSource source = Launcher.class.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      throw new IllegalStateException("the JVM does not say where firstfin.jar is");
    }
    File jar = new File(source.getLocation().toURI());
    if (!jar.isFile()) {
      throw new IllegalStateException(
          jar + " is no jar file; use firstfin.jar as it was built, not inside another jar");
    }
    return jar;
  }

  private static String describe(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof InvocationTargetException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof ClassNotFoundException || cause instanceof LinkageError) {
      return "firstfin.jar is damaged or incomplete (" + cause + ")";
    }
    if (cause instanceof SecurityException) {
      return cause.getMessage()
          + "; to let it start, add to the security policy: grant codeBase"
          + " \"file:/PATH/TO/firstfin.jar\" { permission java.security.AllPermission; };";
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
