package io.firstfin.picture;

import java.util.Collections;
import java.util.List;

/**
 * This JVM's TCP sockets that have a descriptor and no connection (state CLOSE): never connected,
 * or ended by the peer or the kernel and not closed here. None of the kernel's tables shows them.
 * As of the last reading of the descriptors, which may be some minutes ago.
 */
public final class Unconnected {
  /** When nothing is known. */
  public static final Unconnected UNKNOWN =
      new Unconnected(-1, -1, Double.NaN, -1, Collections.<OpenerCount>emptyList());

  /** -1 when unknown. */
  public final int count;

  /** Those of {@link #count} that were seen so for more than a minute; -1 when unknown. */
  public final int olderThanMinute;

  /** Time since the oldest was first seen so, seconds; NaN when unknown or there is none. */
  public final double oldestSeconds;

  /**
   * Those of {@link #olderThanMinute} whose connection was seen to open: it has ended since. The
   * others were never connected, or before the agent watched; -1 when unknown.
   */
  public final int onceConnected;

  /** The lines that opened {@link #onceConnected}, the heaviest first; at most option top. */
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
