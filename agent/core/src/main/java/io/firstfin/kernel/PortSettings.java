package io.firstfin.kernel;

/**
 * Settings of the process's network namespace that bound ports and TIME_WAIT, from
 * /proc/sys/net/ipv4 (Documentation/networking/ip-sysctl.rst); -1 where unknown.
 */
public final class PortSettings {
  /** First port of ip_local_port_range. */
  public final int low;

  /** Last port of ip_local_port_range. */
  public final int high;

  /** Ports of that range which ip_local_reserved_ports takes out; others are not counted. */
  public final int reservedPorts;

  /** tcp_tw_reuse: 0 off, 1 on, 2 loopback only. */
  public final int timeWaitReuse;

  /** tcp_tw_reuse_delay, milliseconds; older kernels do not have it. */
  public final int timeWaitReuseDelayMillis;

  /** tcp_timestamps: 0 off, 1 and 2 on. */
  public final int timestamps;

  /** tcp_max_tw_buckets. */
  public final int maxTimeWaitBuckets;

  PortSettings(
      int low,
      int high,
      int reservedPorts,
      int timeWaitReuse,
      int timeWaitReuseDelayMillis,
      int timestamps,
      int maxTimeWaitBuckets) {
    this.low = low;
    this.high = high;
    this.reservedPorts = reservedPorts;
    this.timeWaitReuse = timeWaitReuse;
    this.timeWaitReuseDelayMillis = timeWaitReuseDelayMillis;
    this.timestamps = timestamps;
    this.maxTimeWaitBuckets = maxTimeWaitBuckets;
  }

  /** Reads the settings as they are now; does not throw. */
  public static PortSettings read() {
    return read("/proc/sys/net/ipv4");
  }

  static PortSettings read(String folder) {
    int[] range = range(ProcText.read(folder + "/ip_local_port_range"));
    return new PortSettings(
        range[0],
        range[1],
        reserved(ProcText.read(folder + "/ip_local_reserved_ports"), range[0], range[1]),
        number(ProcText.read(folder + "/tcp_tw_reuse")),
        number(ProcText.read(folder + "/tcp_tw_reuse_delay")),
        number(ProcText.read(folder + "/tcp_timestamps")),
        number(ProcText.read(folder + "/tcp_max_tw_buckets")));
  }

  private static int[] range(String text) {
    String[] parts = text == null ? new String[0] : text.split("\\s+");
    if (parts.length == 2) {
      int low = port(parts[0]);
      int high = port(parts[1]);
      if (low >= 0 && high >= low) {
        return new int[] {low, high};
      }
    }
    return new int[] {-1, -1};
  }

  /** Counts the ports of a list such as {@code 8080,9148-9150} that lie within low to high. */
  static int reserved(String list, int low, int high) {
    if (list == null || low < 0) {
      return -1;
    }
    boolean[] taken = new boolean[high - low + 1];
    for (String part : list.isEmpty() ? new String[0] : list.split(",")) {
      int dash = part.indexOf('-');
      int first = port(dash < 0 ? part : part.substring(0, dash));
      int last = dash < 0 ? first : port(part.substring(dash + 1));
      if (first < 0 || last < first) {
        return -1;
      }
      for (int port = Math.max(first, low); port <= Math.min(last, high); port++) {
        taken[port - low] = true;
      }
    }
    int count = 0;
    for (boolean is : taken) {
      count += is ? 1 : 0;
    }
    return count;
  }

  private static int port(String text) {
    int port = number(text);
    return port > 65535 ? -1 : port;
  }

  private static int number(String text) {
    if (text == null) {
      return -1;
    }
    try {
      return Math.max(Integer.parseInt(text.trim()), -1);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
