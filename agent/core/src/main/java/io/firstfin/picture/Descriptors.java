package io.firstfin.picture;

/** What this process has taken of the descriptors that it may have; -1 where unknown. */
public final class Descriptors {
  /** When nothing is known. */
  public static final Descriptors UNKNOWN = new Descriptors(-1, -1);

  /** Open descriptors of any kind: sockets, files and the like. */
  public final int taken;

  /** The soft limit, RLIMIT_NOFILE: {@code Too many open files} beyond it. */
  public final int limit;

  public Descriptors(int taken, int limit) {
    this.taken = taken;
    this.limit = limit;
  }
}
