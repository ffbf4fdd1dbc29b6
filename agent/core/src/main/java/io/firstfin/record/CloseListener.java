package io.firstfin.record;

/**
 * Hears of each close on the thread that closes, after it was recorded and before the descriptor is
 * gone. It must not wait; what it throws is counted and goes nowhere.
 */
public interface CloseListener {
  /**
   * A connection is about to be closed.
   *
   * @param info the kernel's answer, as {@link TcpInfo} reads it
   * @param facts as {@link RecordFacts} reads them
   * @param ports as {@link RecordPorts} reads them
   * @param age since connect or accept, nanoseconds; negative when the opening was not seen
   * @param cookie SO_COOKIE, or 0 when it was not asked
   * @param remote the peer's {@code InetAddress}, or null when it is not known
   */
  void closing(long info, long facts, long ports, long age, long cookie, Object remote);
}
