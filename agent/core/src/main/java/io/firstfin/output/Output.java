package io.firstfin.output;

import io.firstfin.report.Report;

/**
 * Shows each new picture somewhere: as meters, events, a page. It reads nothing else, and never the
 * kernel or the recorder. The agent's own thread calls it, so that it must not wait for anything; a
 * thread of the output's own serves a slow receiver.
 */
public interface Output {
  /** Takes the picture of a check, and what the rules found in it. */
  void update(Report report);

  /**
   * Whether the next check must read the kernel's tables even if nothing is wrong: {@link Readers}
   * or a step of the output's own needs them.
   */
  boolean takeWanted();

  /** Ends the output and removes all that it has left in the JVM. Called once. */
  void close();
}
