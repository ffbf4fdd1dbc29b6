package io.firstfin.record;

/** Reads the calling thread's stack and interns it as a site. Any thread. */
public interface CallSiteReader {
  /**
   * The number of the site at which the calling thread has called the JDK, or {@link
   * CallSites#UNKNOWN}.
   */
  int read();

  /**
   * Finds the cheapest way to read. This takes milliseconds, so the agent's own thread does it.
   * Stacks can be read before that as well.
   */
  default void prepare() {}
}
