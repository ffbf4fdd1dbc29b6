package io.firstfin.command;

import io.firstfin.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Asks the agent in another JVM, the target. A question travels as the argument of the agent's
 * start. The answer comes back as an agent property of the target: {@code ok:} and what was asked
 * for, or {@code error:} and one line.
 */
final class Channel {
  /** An argument of an attach operation in HotSpot before JDK 24 (attachListener.hpp). */
  private static final int MAX_ARGUMENT = 1024;

  /** The length of a random number, nanoseconds and milliseconds, with dashes. */
  private static final int NONCE = 32 + 1 + 16 + 1 + 13;

  private static final String ANSWER = "firstfin.answer.";

  /** In the answer of an agent that is older than the command. */
  private static final String UNKNOWN_COMMAND = "does not know the command";

  private static final String REPORT = "firstfin.report";

  /** Present when the agent could not offer {@link #REPORT}. */
  private static final String ASK_BY_COMMAND = "firstfin.ask";

  private static final long PATIENCE_NANOS = 3_000_000_000L;
  private static final long PAUSE_MILLIS = 50;

  private final TargetJvm jvm;
  private final String pid;
  private final String jarPath;

  Channel(TargetJvm jvm, String pid, String jarPath) {
    this.jvm = jvm;
    this.pid = pid;
    this.jarPath = jarPath;
  }

  /**
   * Returns the agent's answer.
   *
   * @param command {@code attach}, {@code report} or {@code detach}
   * @param argument of the command, or null
   */
  String ask(String command, String argument) throws CommandFailure {
    int excess = excess(command, argument);
    if (excess > 0) {
      throw new CommandFailure(
          "the options are "
              + excess
              + " bytes longer than a JVM takes: put them into a file and give config=FILE");
    }
    return payload(answer(command, argument));
  }

  /** Begins a trace, and returns the path of its file, as the target sees it. */
  String trace(String filter) throws CommandFailure {
    int excess = excess("trace", filter);
    if (excess > 0) {
      throw new CommandFailure("the filter is " + excess + " bytes longer than a JVM takes");
    }
    String answer = answer("trace", filter);
    if (answer.contains(UNKNOWN_COMMAND)) {
      throw new CommandFailure(
          "process "
              + pid
              + " is watched by an older firstfin.jar, which cannot trace: restart the process with"
              + " this one");
    }
    return payload(answer);
  }

  /**
   * Starts the agent of this command's jar, also where the JVM has loaded the agent of another jar
   * before; returns what it says. {@code options} are the agent's arguments.
   */
  String start(String options) throws CommandFailure {
    String named = jarPath.length() + ":" + jarPath + ":" + options;
    if (excess("start", named) > 0) {
      // The path twice does not fit. The JVM's first jar is this one, unless there was an upgrade.
      return ask("attach", options);
    }
    String answer = answer("start", named);
    if (answer.startsWith("error:not attached") || answer.contains(UNKNOWN_COMMAND)) {
      throw new CommandFailure(
          "process "
              + pid
              + " has loaded an older firstfin.jar before, which cannot start a later one: attach"
              + " with that jar, or restart the process");
    }
    return payload(answer);
  }

  private String answer(String command, String argument) throws CommandFailure {
    // A JVM that was frozen reads the question when nobody waits any more: it must do nothing then.
    long patienceMillis = PatientJvms.LIMIT_MILLIS / 2;
    String nonce =
        UUID.randomUUID().toString().replace("-", "")
            + '-'
            + Long.toHexString(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis))
            + '-'
            + (System.currentTimeMillis() + patienceMillis);
    jvm.loadAgent(jarPath, question(command, nonce, argument));
    return await(ANSWER + nonce);
  }

  private static String question(String command, String nonce, String argument) {
    return "command:" + command + ":" + nonce + (argument == null ? "" : ":" + argument);
  }

  /** The number of bytes that a JVM does not take. */
  private int excess(String command, String argument) {
    String all = jarPath + "=" + question(command, "", argument);
    return all.getBytes(StandardCharsets.UTF_8).length + NONCE - MAX_ARGUMENT;
  }

  /**
   * Returns a report of this moment. The agent makes it when the property is read, so that asking
   * often costs the target nothing but the report.
   */
  String report() throws CommandFailure {
    String answer = jvm.agentProperty(REPORT);
    if (answer != null) {
      return payload(answer);
    }
    if (jvm.agentProperty(ASK_BY_COMMAND) != null) {
      return ask("report", null);
    }
    throw notAttached();
  }

  private String await(String property) throws CommandFailure {
    long start = System.nanoTime();
    while (true) {
      String answer = jvm.agentProperty(property);
      if (answer != null) {
        return answer;
      }
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new CommandFailure(
            "the agent in process "
                + pid
                + " gave no answer: it is of another version, or its start failed; the standard"
                + " error of that process says which");
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CommandFailure("interrupted");
      }
    }
  }

  private String payload(String answer) throws CommandFailure {
    if (answer.startsWith("ok:")) {
      return answer.substring(3);
    }
    String why = answer.startsWith("error:") ? answer.substring(6) : answer;
    if (why.startsWith("not attached")) {
      throw notAttached();
    }
    throw new CommandFailure("process " + pid + ": " + oneLine(why));
  }

  private CommandFailure notAttached() {
    return new CommandFailure(
        "FirstFIN does not watch process "
            + pid
            + ": run java -jar firstfin.jar attach "
            + pid
            + " first");
  }

  private static String oneLine(String text) {
    return Printable.of(text.replaceAll("\\p{Cntrl}+", " ").trim());
  }
}
