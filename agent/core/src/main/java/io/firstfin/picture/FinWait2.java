package io.firstfin.picture;

import java.util.Collections;
import java.util.List;

/**
 * This JVM's sockets in FIN_WAIT_2: this JVM closed first, and the peer has not closed; -1 where
 * unknown.
 */
public final class FinWait2 {
  /** When nothing is known. */
  public static final FinWait2 UNKNOWN =
      new FinWait2(-1, -1, -1, Collections.<FinWait2Group>emptyList());

  /** Those that are closed here. The kernel ends them after net.ipv4.tcp_fin_timeout. */
  public final int orphans;

  /** Those that are only half-closed here. The kernel never ends them. */
  public final int halfClosed;

  /**
   * Those of {@link #halfClosed} that have been in FIN_WAIT_2 for more than a minute, as far as the
   * checks have shown.
   */
  public final int halfClosedOlderThanMinute;

  /** By remote end, the largest first; at most as many as option {@code top}. */
  public final List<FinWait2Group> groups;

  public FinWait2(
      int orphans, int halfClosed, int halfClosedOlderThanMinute, List<FinWait2Group> groups) {
    this.orphans = orphans;
    this.halfClosed = halfClosed;
    this.halfClosedOlderThanMinute = halfClosedOlderThanMinute;
    this.groups = Copies.of(groups);
  }
}
