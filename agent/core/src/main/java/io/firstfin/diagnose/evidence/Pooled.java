package io.firstfin.diagnose.evidence;

import io.firstfin.library.Libraries;
import io.firstfin.library.StackKind;
import io.firstfin.picture.CloseWaitGroup;
import io.firstfin.picture.Growth;
import io.firstfin.vocabulary.Role;

/** Distinguishes CLOSE_WAIT in a pool, which stays below the pool's bound, from a leak. */
public final class Pooled {
  /** A pool fills in less time; the sockets of a leak mostly come at shorter intervals. */
  private static final double STEADY_SECONDS = 120;

  private final Libraries libraries;

  public Pooled(Libraries libraries) {
    this.libraries = libraries;
  }

  /** Opened for a pool, with nothing read, and without growth for longer than it took to grow. */
  public boolean is(CloseWaitGroup group) {
    return mayBe(group) && isSteady(group.growth);
  }

  /** Opened for a pool, with nothing read: a leak looks the same while it does not grow. */
  public boolean mayBe(CloseWaitGroup group) {
    return group.role != Role.SERVER
        && group.count > 0
        && group.endOfStreamUnread == group.count
        && libraries.shows(group.frames, StackKind.POOL_OPENS);
  }

  /**
   * Reaching new peaks even after the time in which a pool mostly would be full, and no socket has
   * left.
   */
  public static boolean grows(CloseWaitGroup group) {
    Growth growth = group.growth;
    return growth.leftLately == 0
        && growth.secondsToPeak >= STEADY_SECONDS
        && growth.secondsSincePeak < STEADY_SECONDS / 2;
  }

  private static boolean isSteady(Growth growth) {
    return growth.secondsSincePeak >= STEADY_SECONDS
        && growth.secondsSincePeak >= growth.secondsToPeak;
  }
}
