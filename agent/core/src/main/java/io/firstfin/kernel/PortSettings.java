package io.firstfin.kernel;

import java.util.function.UnaryOperator;

/**
 * Settings of the process's network namespace that bound ports and TIME_WAIT, from
 * /proc/sys/net/ipv4 (Documentation/networking/ip-sysctl.rst); -1 where unknown.
 */
public final class PortSettings {
  /** First port of ip_local_port_range. */
  public final int low;

  /** Last port of ip_local_port_range. */
  public final int high;

  /**
   * The number of ports in that range which ip_local_reserved_ports reserves; reserved ports
   * outside of the range are not counted.
   */
  public final int reservedPorts;

  /** tcp_tw_reuse: 0 is off, 1 is on, 2 is on for loopback only. */
  public final int timeWaitReuse;

  /** tcp_tw_reuse_delay, milliseconds; -1 also in older kernels, which do not have it. */
  public final int timeWaitReuseDelayMillis;

  /** tcp_timestamps: 0 is off, 1 and 2 are on. */
  public final int timestamps;

  /** tcp_max_tw_buckets. */
  public final int maxTimeWaitBuckets;

  /** {@code texts} returns the text of a setting by its name, or null where there is none. */
  PortSettings(UnaryOperator<String> texts) {
    int[] range = range(texts.apply("ip_local_port_range"));
    low = range[0];
    high = range[1];
    reservedPorts = reserved(texts.apply("ip_local_reserved_ports"), low, high);
    timeWaitReuse = number(texts.apply("tcp_tw_reuse"));
    timeWaitReuseDelayMillis = number(texts.apply("tcp_tw_reuse_delay"));
    timestamps = number(texts.apply("tcp_timestamps"));
    maxTimeWaitBuckets = number(texts.apply("tcp_max_tw_buckets"));
  }

  /** Reads the settings as they are now; does not throw. */
  public static PortSettings read() {
    return read("/proc/sys/net/ipv4");
  }

  static PortSettings read(String folder) {
    return new PortSettings(name -> ProcText.read(folder + '/' + name));
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

  /**
   * Counts the ports of a list such as {@code 8080,9148-9150} that lie in the range from low to
   * high.
   */
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
