package io.firstfin.command;

/**
 * Words that a command does not take. The message is one line: which words, and what is accepted.
 */
final class WrongUsage extends Exception {
  private static final long serialVersionUID = 1;

  WrongUsage(String message) {
    super(message);
  }
}
