package io.firstfin.command;

/**
 * A command that could not be done. The message is one line: the reason, and what the user can do.
 */
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

  /** The pid is not that of a JVM, so that a list of the JVMs helps. */
  static CommandFailure noJvm(String message) {
    return new CommandFailure(message, true);
  }

  boolean namesNoJvm() {
    return namesNoJvm;
  }
}
