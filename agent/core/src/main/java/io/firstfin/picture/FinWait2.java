package io.firstfin.picture;

import java.util.Collections;
import java.util.List;

/**
 * This JVM's sockets in FIN_WAIT_2: it closed first, and the peer has not closed; -1 if unknown.
 */
public final class FinWait2 {
  /** When nothing is known. */
  public static final FinWait2 UNKNOWN =
      new FinWait2(-1, -1, -1, Collections.<FinWait2Group>emptyList());

  /** Those that are closed here; the kernel ends them after net.ipv4.tcp_fin_timeout. */
  public final int orphans;

  /** Those that are only half-closed here; the kernel never ends them. */
  public final int halfClosed;

  /** Those of {@link #halfClosed} that were seen so for more than a minute. */
  public final int halfClosedOlderThanMinute;

  /** By destination, the largest first; at most option {@code top}. */
  public final List<FinWait2Group> peers;

  public FinWait2(
      int orphans, int halfClosed, int halfClosedOlderThanMinute, List<FinWait2Group> peers) {
    this.orphans = orphans;
    this.halfClosed = halfClosed;
    this.halfClosedOlderThanMinute = halfClosedOlderThanMinute;
    this.peers = Copies.of(peers);
  }
}
