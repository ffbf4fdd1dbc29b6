package io.firstfin.picture;

import io.firstfin.vocabulary.Role;

/** This JVM's sockets in FIN_WAIT_2 towards one remote end. */
public final class FinWait2Group {
  public final Role role;

  /** As in {@link Destination#remote}. */
  public final String remote;

  /** As in {@link FinWait2#orphans}. */
  public final int orphans;

  /** As in {@link FinWait2#halfClosed}. */
  public final int halfClosed;

  /** As in {@link FinWait2#halfClosedOlderThanMinute}. */
  public final int halfClosedOlderThanMinute;

  public FinWait2Group(
      Role role, String remote, int orphans, int halfClosed, int halfClosedOlderThanMinute) {
    this.role = role;
    this.remote = remote;
    this.orphans = orphans;
    this.halfClosed = halfClosed;
    this.halfClosedOlderThanMinute = halfClosedOlderThanMinute;
  }
}
