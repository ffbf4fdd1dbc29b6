package io.firstfin.command;

import io.firstfin.text.Printable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Paths;

/** Says in one line what an error of the JDK's attach API means and what the user can do. */
final class AttachErrors {
  /** Where HotSpot has the socket on which it is attached to, whatever java.io.tmpdir is. */
  private static final String TEMP = "/tmp";

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
        || error instanceof IOException && message.startsWith("Non-numeric value found");
  }

  static String explain(String pid, Throwable error) {
    return explain(pid, error, new File("/proc/" + pid + "/root" + TEMP));
  }

  /**
   * @param theirTemp where the target has its temporary directory, as seen from here
   */
  static String explain(String pid, Throwable error, File theirTemp) {
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
    if (message.contains("Unable to open socket file")
        && !message.contains("/proc/")
        && !isOurs(theirTemp)) {
      return jvm
          + " is in another container, and this Java looks for it in a temporary directory that the"
          + " two do not share: run this command with the java of JDK 25 or later, or in that"
          + " container";
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
    if (error instanceof IOException) {
      return jvm + " broke the conversation off, most likely because it ended (" + message + ")";
    }
    return jvm + " refused (" + error.getClass().getSimpleName() + ": " + message + ")";
  }

  /** Whether a directory of the target is this process's own too, also if that is not known. */
  private static boolean isOurs(File theirTemp) {
    try {
      return Files.isSameFile(theirTemp.toPath(), Paths.get(TEMP));
    } catch (IOException e) {
      return true;
    }
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
