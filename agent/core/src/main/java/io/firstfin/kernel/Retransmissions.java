package io.firstfin.kernel;

/** How often the kernel retransmits before it gives a connection up. */
public final class Retransmissions {
  private Retransmissions() {}

  /**
   * net.ipv4.tcp_retries2 of the process's network namespace
   * (Documentation/networking/ip-sysctl.rst), as it is now; -1 where unknown. Does not throw.
   */
  public static int limit() {
    String text = ProcText.read("/proc/sys/net/ipv4/tcp_retries2");
    try {
      return text == null ? -1 : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
