package io.firstfin.picture;

/** Sockets in TIME_WAIT in the process's network namespace; -1 where unknown. */
public final class TimeWait {
  /** When nothing is known. */
  public static final TimeWait UNKNOWN = new TimeWait(-1, -1, -1);

  public final int total;

  /** Those that this JVM closed first, each found in the kernel's table. */
  public final int thisJvm;

  /** Those of other processes, or of this JVM from before the agent watched. */
  public final int others;

  public TimeWait(int total, int thisJvm, int others) {
    this.total = total;
    this.thisJvm = thisJvm;
    this.others = others;
  }
}
