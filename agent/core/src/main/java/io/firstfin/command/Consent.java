package io.firstfin.command;

/** A person who can be asked before something happens. */
interface Consent {
  /** Whether there is one. */
  boolean isPossible();

  /** Whether the answer to the question is yes. */
  boolean ask(String question);
}
