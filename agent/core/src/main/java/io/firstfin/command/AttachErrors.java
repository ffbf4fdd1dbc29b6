package io.firstfin.command;

import io.firstfin.text.Printable;

/** Says in one line what an error of the JDK's attach API means and what the user can do. */
final class AttachErrors {
  private AttachErrors() {}

  /**
   * Whether this Java cannot read the target's answer to the start of an agent. Java 8 answers
   * {@code 0} where later versions answer {@code return code: 0}, and Java 8 does not read theirs
   * as a number. Then only the agent's own answer shows whether it works.
   */
  static boolean isUnreadableAnswer(Throwable error) {
    String message = String.valueOf(error.getMessage());
    return error.getClass().getSimpleName().equals("AgentLoadException")
            && (message.equals("0") || message.endsWith(": 0"))
        || error instanceof java.io.IOException && message.startsWith("Non-numeric value found");
  }

  static String explain(String pid, Throwable error) {
    String jvm = "process " + pid;
    String message =
        Printable.of(String.valueOf(error.getMessage()).replaceAll("\\p{Cntrl}+", " ").trim());
    if (message.contains("Dynamic agent loading is not enabled")) {
      return noDynamicLoading(pid);
    }
    if (message.contains("Agent JAR not found")) {
      return jvm
          + " cannot read firstfin.jar: put the jar where the user of that process may read it, and"
          + " in the container of that process";
    }
    if (message.contains("failed to initialize")) {
      return jvm + " started the agent, but it failed: the standard error of that process says why";
    }
    if (message.contains("No such process")) {
      return "there is no process " + pid + " any more";
    }
    if (message.contains("not secure") && message.contains("group")) {
      return otherGroup(pid);
    }
    if (message.contains("Operation not permitted") || message.contains("not secure")) {
      return jvm + " belongs to another user: run this command as that user or as root";
    }
    if (message.contains("current VM")) {
      return jvm + " is this command itself: give the pid of the JVM to watch";
    }
    if (error.getClass().getSimpleName().equals("AttachNotSupportedException")) {
      return jvm
          + " does not answer: it hangs, is no JVM, or was started with"
          + " -XX:+DisableAttachMechanism; then start it with -javaagent:firstfin.jar instead ("
          + message
          + ")";
    }
    if (message.contains("Connection refused")) {
      return jvm
          + " does not answer on its attach socket: a file .java_pid"
          + pid
          + " of an earlier process is in its temp folder; remove it and try again";
    }
    if (error instanceof java.io.IOException) {
      return jvm + " broke the conversation off, most likely because it ended (" + message + ")";
    }
    return jvm + " refused (" + error.getClass().getSimpleName() + ": " + message + ")";
  }

  static String otherGroup(String pid) {
    return "process "
        + pid
        + " runs with another group id, and a JVM answers only its own: run this command by sg or"
        + " newgrp with that group, or as root";
  }

  static String noAttachMechanism(String pid) {
    return "process "
        + pid
        + " was started with -XX:+DisableAttachMechanism: start it without, or with"
        + " -javaagent:firstfin.jar";
  }

  static String noDynamicLoading(String pid) {
    return "process "
        + pid
        + " was started with -XX:-EnableDynamicAgentLoading: start it without, or with"
        + " -javaagent:firstfin.jar and read its log";
  }
}
