package io.firstfin.picture;

/** Settings of the process's network namespace that bound TIME_WAIT and ports; -1 where unknown. */
public final class Ports {
  /** First port of net.ipv4.ip_local_port_range. */
  public final int low;

  /** Last port of net.ipv4.ip_local_port_range. */
  public final int high;

  /** Ports of that range that net.ipv4.ip_local_reserved_ports takes out. */
  public final int reserved;

  /** net.ipv4.tcp_tw_reuse: 0 off, 1 on, 2 loopback only. */
  public final int timeWaitReuse;

  /** net.ipv4.tcp_max_tw_buckets. */
  public final int maxTimeWaitBuckets;

  public Ports(int low, int high, int reserved, int timeWaitReuse, int maxTimeWaitBuckets) {
    this.low = low;
    this.high = high;
    this.reserved = reserved;
    this.timeWaitReuse = timeWaitReuse;
    this.maxTimeWaitBuckets = maxTimeWaitBuckets;
  }

  /** Ephemeral ports that one pair of source address and destination has; -1 when unknown. */
  public int max() {
    return low < 0 || high < 0 ? -1 : high - low + 1 - Math.max(reserved, 0);
  }
}
