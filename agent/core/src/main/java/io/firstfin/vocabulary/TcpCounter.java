package io.firstfin.vocabulary;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Counters of the network namespace about TIME_WAIT, resets and full listeners, by their names in
 * the lines TcpExt of /proc/net/netstat, or Tcp of /proc/net/snmp (net/ipv4/proc.c;
 * Documentation/networking/snmp_counter.rst). They count from the namespace's beginning.
 */
public enum TcpCounter {
  /** Connections whose TIME_WAIT has ended. */
  TIME_WAIT("TW"),
  /** Connections that ended without TIME_WAIT because tcp_max_tw_buckets was reached. */
  TIME_WAIT_OVERFLOW("TCPTimeWaitOverflow"),
  /**
   * Resets of connections whose data could still come: a close with SO_LINGER 0, or data that
   * arrived after a close.
   */
  ABORT_ON_DATA("TCPAbortOnData"),
  /** Resets by a close while data was unread. */
  ABORT_ON_CLOSE("TCPAbortOnClose"),
  /**
   * Closed connections that the kernel ended because memory was short or tcp_max_orphans was
   * reached.
   */
  ABORT_ON_MEMORY("TCPAbortOnMemory"),
  /** Connections whose timers gave up. */
  ABORT_ON_TIMEOUT("TCPAbortOnTimeout"),
  /** Connections that were refused because a listener's accept queue was full. */
  LISTEN_OVERFLOWS("ListenOverflows"),
  /** Connections that a listener dropped, for this or any other reason. */
  LISTEN_DROPS("ListenDrops"),
  /** Segments with RST that were sent, for whatever reason. */
  RESETS_SENT("Tcp", "OutRsts");

  private static final TcpCounter[] ALL = values();

  private final byte[] name;
  private final String nstat;

  TcpCounter(String name) {
    this("TcpExt", name);
  }

  TcpCounter(String line, String name) {
    this.name = name.getBytes(StandardCharsets.US_ASCII);
    this.nstat = line + name;
  }

  /** The name that {@code nstat} uses, such as {@code TcpExtTCPTimeWaitOverflow}. */
  public String nstat() {
    return nstat;
  }

  /**
   * By how much this counter has grown from one reading to the next; 0 when it began anew. A
   * reading that lacks it counts as 0.
   */
  public long growth(Map<TcpCounter, Long> before, Map<TcpCounter, Long> now) {
    return Math.max(0, now.getOrDefault(this, 0L) - before.getOrDefault(this, 0L));
  }

  /** The counter with this name, given as bytes; null when it is none of these. */
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
