package io.firstfin.agent;

import io.firstfin.command.CommandLine;
import io.firstfin.platform.JavaPlatform;
import io.firstfin.platform.JavaPlatforms;
import io.firstfin.text.Reason;
import io.firstfin.thread.AgentThread;
import java.lang.instrument.Instrumentation;
import java.util.Map;

/** What the launcher calls: by name, and with types of the JDK only. */
public final class AgentEntry {
  private static final String COMMAND = "command:";

  private static Agent running;

  private AgentEntry() {}

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
    JavaPlatform platform = HookClasses.define(instrumentation, jar);
    running = Agent.start(new Launch(platform, instrumentation, jar, delegates, arguments, false));
    return true;
  }

  /**
   * Obeys a command from the command line, or a plain attach. Returns true while the agent stays,
   * or while a thread of it runs, because that thread still needs the classes.
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
    JavaPlatforms.current().openInternals(instrumentation);
    Answers answers = new Answers(parts.length > 1 ? parts[1] : "");
    try {
      if (command.equals("attach")) {
        answers.ok(attach(parts.length > 2 ? parts[2] : "", instrumentation, jar, delegates));
      } else if (running == null) {
        answers.error("not attached: nothing watches this JVM");
      } else if (command.equals("report")) {
        answers.ok(running.reportJson());
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
    return running != null || !AgentThread.running().isEmpty();
  }

  /** Runs the command line; returns the exit status. */
  public static int commandLine(String[] arguments, String jar) {
    return CommandLine.run(arguments, jar);
  }

  private static String attach(
      String arguments,
      Instrumentation instrumentation,
      String jar,
      Map<String, ClassLoader> delegates) {
    if (running != null) {
      return alreadyAttached(arguments, running.describe());
    }
    JavaPlatform platform = HookClasses.define(instrumentation, jar);
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
