package io.firstfin.picture;

/** Connects that failed for one reason towards one destination. */
public final class ConnectFailure {
  /**
   * {@code address_unavailable}, {@code address_in_use}, {@code refused}, {@code timed_out}, {@code
   * unreachable}, {@code closed} or {@code other}.
   */
  public final String reason;

  /** As in {@link Destination#remote}. */
  public final String remote;

  /** Since the agent began to watch. */
  public final long count;

  /** Wall-clock time of the last one, milliseconds since the epoch. */
  public final long lastMillis;

  /** The line that tried last, or an empty string when it is not known. */
  public final String line;

  public ConnectFailure(String reason, String remote, long count, long lastMillis, String line) {
    this.reason = reason;
    this.remote = remote;
    this.count = count;
    this.lastMillis = lastMillis;
    this.line = line;
  }
}
