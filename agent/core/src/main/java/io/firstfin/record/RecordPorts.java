package io.firstfin.record;

/** A record's ports and small counts, in the bits of one long. */
public final class RecordPorts {
  /** Exchanges that are not known. */
  public static final int EXCHANGES_UNKNOWN = 0xffff;

  private RecordPorts() {}

  static long pack(int localPort, int remotePort, int exchanges, long hookNanos) {
    return localPort & 0xffffL
        | (remotePort & 0xffffL) << 16
        | (exchanges & 0xffffL) << 32
        | Math.min(Math.max(hookNanos, 0), 0xffff) << 48;
  }

  public static int local(long ports) {
    return (int) ports & 0xffff;
  }

  public static int remote(long ports) {
    return (int) (ports >>> 16) & 0xffff;
  }

  /** Exchanges on the connection, or {@link #EXCHANGES_UNKNOWN}. */
  public static int exchanges(long ports) {
    return (int) (ports >>> 32) & 0xffff;
  }

  /** How long the hook took, nanoseconds; 65,535 and above are one. */
  public static int hookNanos(long ports) {
    return (int) (ports >>> 48);
  }
}
