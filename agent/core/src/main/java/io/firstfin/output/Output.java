package io.firstfin.output;

import io.firstfin.report.Report;

/**
 * Shows each new picture somewhere: as meters, events, a page. It reads nothing else, and never the
 * kernel or the recorder. Called on the agent's own thread, so that it must not wait for anybody; a
 * slow receiver is served from a thread of the output's own.
 */
public interface Output {
  /**
   * How long one reading of an output has the kernel's tables read whole, nanoseconds: until the
   * next, by any usual step, so that what a reader sees does not come and go.
   */
  long WANTED_NANOS = 300_000_000_000L;

  /** Takes the picture of a look, and what was found in it. */
  void update(Report report);

  /**
   * Whether somebody has read this output since the last look, so that the next one reads the
   * kernel's tables whole even if nothing is wrong.
   */
  boolean takeWanted();

  /** Ends the output and takes back whatever it has left in the JVM. Called once. */
  void close();
}
