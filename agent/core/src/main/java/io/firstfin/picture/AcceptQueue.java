package io.firstfin.picture;

/** The queue of connections that wait to be accepted on one listening port of this JVM. */
public final class AcceptQueue {
  public final int port;

  /** Connections that wait. */
  public final int waiting;

  /**
   * The most that may wait: the backlog, or net.core.somaxconn where that is lower. The kernel
   * drops what comes when more than this wait. -1 when unknown.
   */
  public final int limit;

  /** For how long each check has found it full, seconds; NaN when it is not full. */
  public final double fullSeconds;

  /** Time since a check found it full, seconds; NaN when none did. */
  public final double secondsSinceFull;

  public AcceptQueue(
      int port, int waiting, int limit, double fullSeconds, double secondsSinceFull) {
    this.port = port;
    this.waiting = waiting;
    this.limit = limit;
    this.fullSeconds = Tenths.of(fullSeconds);
    this.secondsSinceFull = Tenths.of(secondsSinceFull);
  }

  /** Whether more connections wait than may; false when the limit is not known. */
  public boolean isFull() {
    return limit >= 0 && waiting > limit;
  }
}
