package io.firstfin.command;

/** Reaches the agent in another JVM, after a check that this does that process no harm. */
final class Agents {
  /** What is done while a JVM is attached to. */
  interface Conversation<T> {
    T with(Channel channel) throws CommandFailure;
  }

  private final TargetJvms jvms;
  private final ProcessCheck check;
  private final String jarPath;

  Agents(TargetJvms jvms, ProcessCheck check, String jarPath) {
    this.jvms = jvms;
    this.check = check;
    this.jarPath = jarPath;
  }

  /** For what runs code of the jar in the other JVM, which must be able to read the jar. */
  String command(String pid, Conversation<String> conversation) throws CommandFailure {
    check.check(pid, jarPath);
    return converse(pid, conversation);
  }

  /** For what only asks the agent that runs there. */
  <T> T ask(String pid, Conversation<T> conversation) throws CommandFailure {
    check.check(pid);
    return converse(pid, conversation);
  }

  private <T> T converse(String pid, Conversation<T> conversation) throws CommandFailure {
    TargetJvm jvm = jvms.attach(pid);
    try {
      return conversation.with(new Channel(jvm, pid, jarPath));
    } finally {
      jvm.release();
    }
  }
}
