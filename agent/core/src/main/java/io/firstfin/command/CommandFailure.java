package io.firstfin.command;

/** A command that could not be done. The message is one line: why, and what to do. */
final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean namesNoJvm;

  CommandFailure(String message) {
    this(message, false);
  }

  private CommandFailure(String message, boolean namesNoJvm) {
    super(message);
    this.namesNoJvm = namesNoJvm;
  }

  /** The pid is none of a JVM, so that a list of those there are helps. */
  static CommandFailure noJvm(String message) {
    return new CommandFailure(message, true);
  }

  boolean namesNoJvm() {
    return namesNoJvm;
  }
}
