package io.firstfin.record;

/** Reads the calling thread's stack and interns it. Any thread. */
public interface CallSiteReader {
  /** The number of the site that the caller of the JDK stands at, or {@link CallSites#UNKNOWN}. */
  int read();

  /**
   * Finds the cheapest way to read, which takes milliseconds: for the agent's own thread. Stacks
   * are read before as well.
   */
  default void prepare() {}
}
