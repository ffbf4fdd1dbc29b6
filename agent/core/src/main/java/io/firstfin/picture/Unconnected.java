package io.firstfin.picture;

import java.util.Collections;
import java.util.List;

/**
 * This JVM's TCP sockets that have a descriptor and no connection (state CLOSE). They were never
 * connected, or the peer or the kernel ended the connection and this JVM has not closed the socket.
 * No table of the kernel shows them. The values are those of the last reading of the descriptors,
 * which may be some minutes ago.
 */
public final class Unconnected {
  /** When nothing is known. */
  public static final Unconnected UNKNOWN =
      new Unconnected(-1, -1, Double.NaN, -1, Collections.<OpenerCount>emptyList());

  /** All of them; -1 when unknown. */
  public final int count;

  /**
   * Those of {@link #count} that have been in this state for more than a minute, as far as the
   * checks have shown; -1 when unknown.
   */
  public final int olderThanMinute;

  /**
   * Time since the oldest was first seen in this state, seconds; NaN when unknown or there is none.
   */
  public final double oldestSeconds;

  /**
   * Those of {@link #olderThanMinute} whose connection was seen to open: it has ended since then.
   * The others were never connected, or were connected before the agent watched; -1 when unknown.
   */
  public final int onceConnected;

  /**
   * The lines that opened those of {@link #olderThanMinute} that were connected, and made the
   * others, the heaviest first; at most as many as option {@code top}. Connections whose opener is
   * not known are one entry with an empty line.
   */
  public final List<OpenerCount> openers;

  public Unconnected(
      int count,
      int olderThanMinute,
      double oldestSeconds,
      int onceConnected,
      List<OpenerCount> openers) {
    this.count = count;
    this.olderThanMinute = olderThanMinute;
    this.oldestSeconds = Tenths.of(oldestSeconds);
    this.onceConnected = onceConnected;
    this.openers = Copies.of(openers);
  }
}
