package io.firstfin.record;

/** A record's ports and the times that its hooks took, in the bits of one long. */
public final class RecordPorts {
  private static final int DELAY_SHIFT = 32;
  private static final int WORK_SHIFT = 48;
  private static final int TIME_MASK = 0xffff;

  /** Times are exact to one part in 1,024. */
  private static final int TIME_BITS = 10;

  /** The longest time that can be shown; longer ones are shown as this. */
  private static final long MOST_NANOS = 0xffffffffL;

  private RecordPorts() {}

  /**
   * Packs ports and times; both times are in nanoseconds.
   *
   * @param delayNanos by how much our FIN left later
   * @param workNanos how long the agent worked after the FIN
   */
  static long pack(int localPort, int remotePort, long delayNanos, long workNanos) {
    return localPort & 0xffffL
        | (remotePort & 0xffffL) << 16
        | time(delayNanos) << DELAY_SHIFT
        | time(workNanos) << WORK_SHIFT;
  }

  private static long time(long nanos) {
    return LogScale.code(Math.min(Math.max(nanos, 0), MOST_NANOS), TIME_BITS);
  }

  public static int local(long ports) {
    return (int) ports & 0xffff;
  }

  public static int remote(long ports) {
    return (int) (ports >>> 16) & 0xffff;
  }

  /**
   * By how much our FIN left later because of the agent, nanoseconds; rounded down by less than 0.1
   * %.
   */
  public static long delayNanos(long ports) {
    return nanos(ports, DELAY_SHIFT);
  }

  /** How long the agent worked after our FIN, nanoseconds; rounded down by less than 0.1 %. */
  public static long workNanos(long ports) {
    return nanos(ports, WORK_SHIFT);
  }

  /** How long the hooks took before and after the FIN together, nanoseconds; rounded likewise. */
  public static int hookNanos(long ports) {
    return (int) Math.min(delayNanos(ports) + workNanos(ports), Integer.MAX_VALUE);
  }

  private static long nanos(long ports, int shift) {
    return LogScale.number((int) (ports >>> shift) & TIME_MASK, TIME_BITS);
  }
}
