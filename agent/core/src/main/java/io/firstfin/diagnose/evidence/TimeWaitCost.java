package io.firstfin.diagnose.evidence;

import io.firstfin.picture.Destination;
import io.firstfin.picture.Ports;
import io.firstfin.text.Numbers;

/** What sockets in TIME_WAIT cost, in what a user has left: ports, descriptors, memory. */
public final class TimeWaitCost {
  /** Object size of the slabs tw_sock_TCP and tw_sock_TCPv6 in /proc/slabinfo (Linux 6.18). */
  static final int BYTES_EACH = 256;

  private TimeWaitCost() {}

  /** Of a client's sockets towards one destination. */
  static String ofClient(int sockets, Destination destination, Ports ports) {
    String port =
        ports.areReusedTowards(destination.remote)
            ? "no port for long, because the kernel reuses them here"
            : "a port each to this destination";
    return "Their cost: " + port + "; no descriptor; " + memory(sockets) + ".";
  }

  /** Of a client's sockets towards many destinations. */
  static String ofClients(int sockets) {
    return "Their cost: a port each, to its own destination only; no descriptor; "
        + memory(sockets)
        + ".";
  }

  /**
   * Of a server's sockets.
   *
   * @param limit net.ipv4.tcp_max_tw_buckets, not positive when unknown
   */
  public static String ofServer(int sockets, int limit) {
    return "Their cost: no client port; no descriptor; "
        + memory(sockets)
        + (limit > 0
            ? "; " + Numbers.share(sockets, limit) + " of net.ipv4.tcp_max_tw_buckets."
            : "; they count toward net.ipv4.tcp_max_tw_buckets.");
  }

  private static String memory(int sockets) {
    double megabytes = (double) sockets * BYTES_EACH / 1e6;
    String all =
        megabytes < 0.1
            ? Numbers.count(Math.max(1, Math.round(megabytes * 1000))) + " KB"
            : Numbers.rounded(megabytes, 1) + " MB";
    return "about 0.25 KB of kernel memory each, " + all + " in all";
  }
}
