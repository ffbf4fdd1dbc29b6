package io.firstfin.record;

/** Reads the calling thread's stack and interns it. Any thread. */
public interface CallSiteReader {
  /** The number of the site that the caller of the JDK stands at, or {@link CallSites#UNKNOWN}. */
  int read();
}
