package io.firstfin.vocabulary;

import java.nio.charset.StandardCharsets;

/**
 * Counters of the network namespace that tell of TIME_WAIT, resets and full listeners, by their
 * names in the lines TcpExt of /proc/net/netstat (net/ipv4/proc.c;
 * Documentation/networking/snmp_counter.rst). They count from the namespace's beginning.
 */
public enum TcpCounter {
  /** Connections whose TIME_WAIT has ended. */
  TIME_WAIT("TW"),
  /** Connections that ended without TIME_WAIT, for tcp_max_tw_buckets was reached. */
  TIME_WAIT_OVERFLOW("TCPTimeWaitOverflow"),
  /** Resets of connections with data to come: SO_LINGER 0, or data after a close. */
  ABORT_ON_DATA("TCPAbortOnData"),
  /** Resets by a close with data unread. */
  ABORT_ON_CLOSE("TCPAbortOnClose"),
  /** Closed connections that were ended for want of memory, or beyond tcp_max_orphans. */
  ABORT_ON_MEMORY("TCPAbortOnMemory"),
  /** Connections whose timers gave up. */
  ABORT_ON_TIMEOUT("TCPAbortOnTimeout"),
  /** Connections refused for a listener's accept queue was full. */
  LISTEN_OVERFLOWS("ListenOverflows"),
  /** Connections that a listener dropped, for that or any other reason. */
  LISTEN_DROPS("ListenDrops");

  private static final TcpCounter[] ALL = values();

  private final byte[] name;
  private final String nstat;

  TcpCounter(String name) {
    this.name = name.getBytes(StandardCharsets.US_ASCII);
    this.nstat = "TcpExt" + name;
  }

  /** As {@code nstat} calls it: {@code TcpExtTCPTimeWaitOverflow}. */
  public String nstat() {
    return nstat;
  }

  /** The counter whose name these bytes are; null when it is none of these. */
  public static TcpCounter of(byte[] text, int from, int length) {
    for (TcpCounter counter : ALL) {
      if (counter.name.length == length && matches(counter.name, text, from)) {
        return counter;
      }
    }
    return null;
  }

  private static boolean matches(byte[] name, byte[] text, int from) {
    for (int i = 0; i < name.length; i++) {
      if (text[from + i] != name[i]) {
        return false;
      }
    }
    return true;
  }
}
