package io.firstfin.picture;

/**
 * How many of its descriptors this process has open, and how many it may have; -1 where unknown.
 */
public final class Descriptors {
  /** When nothing is known. */
  public static final Descriptors UNKNOWN = new Descriptors(-1, -1);

  /** Open descriptors of any kind: sockets, files and the like. */
  public final int taken;

  /** The soft limit, RLIMIT_NOFILE. Beyond it calls fail with {@code Too many open files}. */
  public final int limit;

  public Descriptors(int taken, int limit) {
    this.taken = taken;
    this.limit = limit;
  }
}
