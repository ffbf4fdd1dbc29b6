package io.firstfin.correlate;

/** What one census has counted for one remote end or listening port. One thread. */
final class SocketsOfCensus {
  /** This JVM's sockets in TIME_WAIT. */
  int timeWait;

  /** Sockets of any process in TIME_WAIT; as a server only this JVM's. */
  int timeWaitAll;

  /** This JVM's sockets in CLOSE_WAIT. */
  int closeWait;

  /** This JVM's sockets that belong to a descriptor, as a client. */
  int open;

  /** Ephemeral ports that any process has taken, as a client, at one source address. */
  int portsUsed;

  /** That source address: the first one that the census has met, by a hash. */
  long source;

  /**
   * Whether it was first seen during the census: sockets that the census read before are missing.
   */
  boolean isPartial;
}
