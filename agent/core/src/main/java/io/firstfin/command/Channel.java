package io.firstfin.command;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Asks the agent in a target. A question travels as the argument of the agent's start, the answer
 * comes back as an agent property of the target: {@code ok:} and what was asked for, or {@code
 * error:} and one line.
 */
final class Channel {
  /** An argument of an attach operation in HotSpot before JDK 24 (attachListener.hpp). */
  private static final int MAX_ARGUMENT = 1024;

  private static final String ANSWER = "firstfin.answer.";

  /** Where the agent may put each report that it makes, unasked. */
  private static final String LATEST_REPORT = "firstfin.report";

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
   * The agent's answer.
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
    String answer = await(ANSWER + nonce);
    if (answer.startsWith("ok:")) {
      return answer.substring(3);
    }
    String why = answer.startsWith("error:") ? answer.substring(6) : answer;
    if (why.startsWith("not attached")) {
      throw new CommandFailure(
          "FirstFIN does not watch process "
              + pid
              + ": run java -jar firstfin.jar attach "
              + pid
              + " first");
    }
    throw new CommandFailure("process " + pid + ": " + oneLine(why));
  }

  /**
   * The report that the agent made last, or a new one where it does not put them out. Every
   * question starts the agent once more, which a JVM of Java 21 or later warns about each time, and
   * which keeps a JVMTI environment in it until it ends: not to be done every few seconds.
   */
  String latestReport() throws CommandFailure {
    String report = jvm.agentProperty(LATEST_REPORT);
    return report == null ? ask("report", null) : report;
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

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").trim();
  }
}
