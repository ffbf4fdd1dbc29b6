package io.firstfin.launcher;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.function.Function;

/**
 * The entrance for the JVM. It opens the core and hands the arguments over. No other part of the
 * agent is visible on the application's class path.
 */
public final class Launcher implements Runnable {
  private static final String ENTRY = "io.firstfin.agent.AgentEntry";

  /** The command to start the agent of a jar: then come a number, the jar's path and options. */
  private static final String START = "command:start:";

  private static final long PATIENCE_MILLIS = 100;

  private static CoreClassLoader running;

  private final String line;

  private Launcher(String line) {
    this.line = line;
  }

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

  /**
   * What each line of the application has left at this moment, for tests in the same JVM: {@code
   * firstfin-junit} calls this by name. Null when no agent watches this JVM.
   *
   * @param seen the {@code activity} of an earlier answer, or -1
   * @return in types of the JDK, as the core's {@code LinesLeft} describes it; empty when no
   *     connection was opened and none has ended since {@code seen}
   * @throws ReflectiveOperationException whose cause is an IllegalStateException with a message for
   *     people when there is no answer
   */
  public static Map<?, ?> linesLeft(long seen) throws ReflectiveOperationException {
    CoreClassLoader core;
    synchronized (Launcher.class) {
      core = running;
    }
    return core == null
        ? null
        : (Map<?, ?>) core.loadClass(ENTRY).getMethod("linesLeft", long.class).invoke(null, seen);
  }

  @SuppressWarnings("unchecked")
  private static synchronized void start(
      String method, String arguments, Instrumentation instrumentation) {
    try {
      CoreClassLoader core = running == null ? new CoreClassLoader(jar(arguments)) : running;
      Class<?> entry = core.loadClass(ENTRY);
      Object[] call = {method, arguments, instrumentation, core.jar().getPath(), core.delegates()};
      boolean stays =
          ((Function<Object[], Boolean>) entry.getConstructor().newInstance()).apply(call);
      running = stays ? core : null;
      if (!stays && (Boolean) entry.getMethod("hasEnded").invoke(null)) {
        core.close();
      }
    } catch (Throwable failure) {
      // The application runs even when the agent cannot start.
      say("[firstfin] not started, the application runs without it: " + OwnJar.explain(failure));
    }
  }

  /**
   * The jar that a command names. It need not be the jar of this class: the JVM keeps the first
   * launcher that it has loaded, also for the agents of later jars.
   */
  private static File jar(String arguments) throws Exception {
    if (arguments == null || !arguments.startsWith(START)) {
      return OwnJar.find();
    }
    String named = arguments.substring(arguments.indexOf(':', START.length()) + 1);
    int colon = named.indexOf(':');
    int length = Integer.parseInt(named.substring(0, colon));
    return new File(named.substring(colon + 1, colon + 1 + length));
  }

  /**
   * Writes a line to standard error, on a thread of its own: it can be a pipe that is full and that
   * nobody reads.
   */
  private static void say(String line) {
    try {
      Thread writer = new Thread(new Launcher(line), "firstfin-log");
      writer.setDaemon(true);
      writer.start();
      writer.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable noThread) {
      // The application matters more than the line.
      return;
    }
  }

  @Override
  public void run() {
    System.err.println(line);
  }
}
