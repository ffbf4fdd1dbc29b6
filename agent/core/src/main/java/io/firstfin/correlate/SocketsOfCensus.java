package io.firstfin.correlate;

/** What one census has counted towards one remote end or listening port. One thread. */
final class SocketsOfCensus {
  /** This JVM's in TIME_WAIT. */
  int timeWait;

  /** Anybody's in TIME_WAIT; as a server this JVM's. */
  int timeWaitAll;

  /** This JVM's in CLOSE_WAIT. */
  int closeWait;

  /** This JVM's that a descriptor belongs to, as a client. */
  int open;

  /** Ephemeral ports that anybody has taken, as a client. */
  int portsUsed;

  /** First seen in the midst of the census: what was counted before is missing. */
  boolean isPartial;
}
