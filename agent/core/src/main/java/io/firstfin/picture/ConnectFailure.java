package io.firstfin.picture;

/**
 * Connects that failed for one reason, towards one destination or in the bind before the connect.
 */
public final class ConnectFailure {
  /**
   * {@code address_unavailable}, {@code address_in_use}, {@code refused}, {@code timed_out}, {@code
   * unreachable}, {@code reset}, {@code closed} or {@code other}.
   */
  public final String reason;

  /** As in {@link Destination#remote}; empty when the bind before the connect failed. */
  public final String remote;

  /**
   * The local address that the bind was given, {@code 10.0.0.7:0} when the kernel was to choose the
   * port; empty when the connect failed.
   */
  public final String local;

  /** Failures since the agent began to watch. */
  public final long count;

  /** Wall-clock time of the last one, milliseconds since the epoch. */
  public final long lastMillis;

  /** The line that made the last attempt; empty when it is not known. */
  public final String line;

  public ConnectFailure(
      String reason, String remote, String local, long count, long lastMillis, String line) {
    this.reason = reason;
    this.remote = remote;
    this.local = local;
    this.count = count;
    this.lastMillis = lastMillis;
    this.line = line;
  }
}
