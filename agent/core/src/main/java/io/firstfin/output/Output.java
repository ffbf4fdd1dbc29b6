package io.firstfin.output;

import io.firstfin.report.Report;

/**
 * Shows each new picture somewhere: as meters, events, a page. It reads nothing else, and never the
 * kernel or the recorder. Called on the agent's own thread, so that it must not wait for anything;
 * a slow receiver is served from a thread of the output's own.
 */
public interface Output {
  /** Takes the picture of a check, and what was found in it. */
  void update(Report report);

  /**
   * Whether the next check is to read the kernel's tables whole even if nothing is wrong, for
   * {@link Readers} or a step of the output's own.
   */
  boolean takeWanted();

  /** Ends the output and takes back whatever it has left in the JVM. Called once. */
  void close();
}
