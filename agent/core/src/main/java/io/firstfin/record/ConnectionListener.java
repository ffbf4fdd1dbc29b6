package io.firstfin.record;

/**
 * Is called for each connection on the thread that opens or closes it. It must not wait; what it
 * throws is caught and counted.
 */
public interface ConnectionListener {
  /**
   * A connection was opened.
   *
   * @param openedNanos {@link System#nanoTime}, which distinguishes connections of one descriptor
   */
  void opened(int descriptor, long openedNanos);

  /**
   * A connection is about to be closed; its descriptor still exists.
   *
   * @param openedNanos as given to {@link #opened}; 0 when the opening was not seen
   * @return the argument {@code kept} for {@link #closed}; may be null
   */
  Object closing(int descriptor, long openedNanos);

  /**
   * A close has been recorded; the descriptor may no longer exist.
   *
   * @param kept the answer of {@link #closing}
   * @param info the kernel's answer before the close, as {@link TcpInfo} reads it
   * @param facts as {@link RecordFacts} reads them
   * @param ports as {@link RecordPorts} reads them
   * @param age since connect or accept, nanoseconds; negative when the opening was not seen
   * @param cookie SO_COOKIE, or 0 when it was not asked
   * @param remote the peer's {@code InetAddress}, or null when it is not known
   */
  void closed(Object kept, long info, long facts, long ports, long age, long cookie, Object remote);
}
