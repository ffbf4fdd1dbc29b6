package io.firstfin.agent;

import io.firstfin.platform.JavaPlatform;
import io.firstfin.platform.JavaPlatforms;
import io.firstfin.text.Reason;
import io.firstfin.thread.AgentThread;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.function.Function;

/**
 * What the launcher calls, with types of the JDK only. It starts the agent by an interface of the
 * JDK and not by reflection, because since JDK 18 that would make the JVM generate a dozen classes
 * (JEP 416). The launcher of an earlier jar, which the JVM keeps, calls the methods by name.
 */
public final class AgentEntry implements Function<Object[], Boolean> {
  private static final String COMMAND = "command:";

  private static Agent running;

  /** The launcher makes one. */
  public AgentEntry() {}

  /**
   * Calls {@link #premain} or {@link #agentmain}.
   *
   * @param call the method's name, and then its arguments
   */
  @Override
  @SuppressWarnings("unchecked")
  public Boolean apply(Object[] call) {
    String arguments = (String) call[1];
    Instrumentation instrumentation = (Instrumentation) call[2];
    String jar = (String) call[3];
    Map<String, ClassLoader> delegates = (Map<String, ClassLoader>) call[4];
    return call[0].equals("premain")
        ? premain(arguments, instrumentation, jar, delegates)
        : agentmain(arguments, instrumentation, jar, delegates);
  }

  /** Starts with the application; false when there is nothing to watch. */
  public static synchronized boolean premain(
      String arguments,
      Instrumentation instrumentation,
      String jar,
      Map<String, ClassLoader> delegates) {
    if (running != null) {
      // The agent is given twice on the command line: the first one works.
      return true;
    }
    if (JdkTools.isRunning()) {
      return false;
    }
    JavaPlatform platform = HookClasses.define(instrumentation);
    running = Agent.start(new Launch(platform, instrumentation, jar, delegates, arguments, false));
    return true;
  }

  /**
   * Obeys a command from the command line, or a plain attach. Returns true while the agent stays.
   *
   * @param jar the jar of this core; another one may be named in the arguments
   */
  public static synchronized boolean agentmain(
      String arguments,
      Instrumentation instrumentation,
      String jar,
      Map<String, ClassLoader> delegates) {
    if (arguments == null || !arguments.startsWith(COMMAND)) {
      attach(arguments, instrumentation, jar, delegates);
      return true;
    }
    String[] parts = arguments.substring(COMMAND.length()).split(":", 3);
    String command = parts[0];
    if (parts.length > 1 && isLate(parts[1], System.currentTimeMillis(), System.nanoTime())) {
      return running != null;
    }
    JavaPlatforms.current().openInternals(instrumentation);
    Answers answers = new Answers(parts.length > 1 ? parts[1] : "");
    try {
      String argument = parts.length > 2 ? parts[2] : "";
      if (command.equals("start")) {
        NamedJar named = NamedJar.parse(argument);
        if (running != null) {
          named.check(jar);
        }
        answers.ok(attach(named.options, instrumentation, jar, delegates));
      } else if (command.equals("attach")) {
        answers.ok(attach(argument, instrumentation, jar, delegates));
      } else if (running == null) {
        answers.error("not attached: nothing watches this JVM");
      } else if (command.equals("report")) {
        answers.ok(running.reportJson());
      } else if (command.equals("trace")) {
        answers.ok(running.trace(argument));
      } else if (command.equals("detach")) {
        String done = running.stop();
        running = null;
        answers.ok(done);
      } else {
        answers.error("this agent does not know the command " + command);
      }
    } catch (Throwable e) {
      answers.error(Reason.of(e));
    }
    return running != null;
  }

  /**
   * What each line of the application has left at this moment; null when nothing watches this JVM.
   * Any thread may call this, and waits for the answer.
   *
   * @param seen the {@code activity} of an earlier answer, or -1; the answer is empty when there
   *     was none since
   * @throws IllegalStateException when there is no answer, with a message for people
   */
  public static Map<String, Object> linesLeft(long seen) {
    Agent agent;
    synchronized (AgentEntry.class) {
      agent = running;
    }
    return agent == null ? null : agent.linesLeft(seen);
  }

  /** Whether no thread of this core runs any more, so that nothing needs its classes. */
  public static boolean hasEnded() {
    return AgentThread.running().isEmpty();
  }

  /**
   * Whether the asker has given up: the number of its question ends with the last moment at which
   * it may be obeyed. A JVM that was frozen meanwhile must not detach a day later. The moment is
   * one of the monotonic clock, in hexadecimal digits, and one of the time of day. It has passed by
   * both: the time of day can be stepped, and a process can have a clock of its own.
   */
  static boolean isLate(String nonce, long nowMillis, long nowNanos) {
    String[] parts = nonce.split("-");
    try {
      return parts.length > 1
          && nowMillis > Long.parseLong(parts[parts.length - 1])
          && (parts.length == 2 || nowNanos - Long.parseUnsignedLong(parts[1], 16) > 0);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String attach(
      String arguments,
      Instrumentation instrumentation,
      String jar,
      Map<String, ClassLoader> delegates) {
    if (running != null) {
      return alreadyAttached(arguments, running.describe());
    }
    JavaPlatform platform = HookClasses.define(instrumentation);
    running = Agent.start(new Launch(platform, instrumentation, jar, delegates, arguments, true));
    return running.describe();
  }

  /** A second attach is an error only if it brings options, because they would have no effect. */
  static String alreadyAttached(String arguments, String description) {
    if (arguments != null && !arguments.isEmpty()) {
      throw new IllegalStateException(
          "the agent runs already, so that the options "
              + arguments
              + " would have no effect: detach first; nothing was changed");
    }
    return "already attached: " + description + "; nothing was changed";
  }
}
