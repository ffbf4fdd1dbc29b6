package io.firstfin.command;

import io.firstfin.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Asks the agent in another JVM, the target. A question travels as the argument of the agent's
 * start. The answer comes back as an agent property of the target: {@code ok:} and what was asked
 * for, or {@code error:} and one line.
 */
final class Channel {
  /** An argument of an attach operation in HotSpot before JDK 24 (attachListener.hpp). */
  private static final int MAX_ARGUMENT = 1024;

  private static final String ANSWER = "firstfin.answer.";

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
    String nonce = UUID.randomUUID().toString().replace("-", "");
    String question = "command:" + command + ":" + nonce + (argument == null ? "" : ":" + argument);
    int length = (jarPath + "=" + question).getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_ARGUMENT) {
      throw new CommandFailure(
          "the options are "
              + (length - MAX_ARGUMENT)
              + " bytes longer than a JVM takes: put them into a file and give config=FILE");
    }
    jvm.loadAgent(jarPath, question);
    return payload(await(ANSWER + nonce));
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
