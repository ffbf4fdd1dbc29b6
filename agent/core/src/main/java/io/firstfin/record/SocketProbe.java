package io.firstfin.record;

import java.io.FileDescriptor;
import java.net.InetSocketAddress;

/**
 * Asks the kernel about one open socket. Any thread, in the middle of the application's close: no
 * allocation, no lock, no exception.
 */
public interface SocketProbe {
  /** The answer when the kernel could not be asked. */
  long NO_ANSWER = -1;

  /** No byte has arrived on the connection, so that none can be unread. */
  long NOTHING_RECEIVED = 1 << 24;

  /**
   * Segments of ours were never answered: retransmissions (tcpi_retransmits) or keep-alive and
   * window probes (tcpi_probes). The kernel keeps these counts when it gives up, and an answer sets
   * them to 0; a reset alone leaves them as they were.
   */
  long UNANSWERED = 1 << 25;

  /**
   * TCP_INFO: the state's number (include/net/tcp_states.h) in the low byte; in the next two bytes
   * the exchanges so far, as the smaller of data segments in and out, or 0xffff where unknown; and
   * {@link #NOTHING_RECEIVED} and {@link #UNANSWERED} where that is so. {@link #NO_ANSWER} on
   * failure.
   */
  long tcpInfo(int descriptor, FileDescriptor object);

  /** Bytes in the receive queue that nobody has read (SIOCINQ); {@link #NO_ANSWER} on failure. */
  long unread(int descriptor, FileDescriptor object);

  /** SO_LINGER's seconds, -2 when it is off; {@link #NO_ANSWER} on failure. */
  long linger(int descriptor, FileDescriptor object);

  /** SO_COOKIE (Linux 4.12); 0 when it is not to be had. */
  long cookie(int descriptor);

  /**
   * The peer of a socket whose connection has ended, which getpeername(2) no longer tells; null
   * when it is not to be had. Allocates.
   */
  InetSocketAddress formerPeer(int descriptor);
}
