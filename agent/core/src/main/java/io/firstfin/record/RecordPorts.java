package io.firstfin.record;

/** A record's ports and how long it took, in the bits of one long. */
public final class RecordPorts {
  private RecordPorts() {}

  static long pack(int localPort, int remotePort, long hookNanos) {
    return localPort & 0xffffL
        | (remotePort & 0xffffL) << 16
        | Math.min(Math.max(hookNanos, 0), 0xffff) << 32;
  }

  public static int local(long ports) {
    return (int) ports & 0xffff;
  }

  public static int remote(long ports) {
    return (int) (ports >>> 16) & 0xffff;
  }

  /** How long the hook took, nanoseconds; 65,535 and above are one. */
  public static int hookNanos(long ports) {
    return (int) (ports >>> 32);
  }
}
