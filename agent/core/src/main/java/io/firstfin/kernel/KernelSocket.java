package io.firstfin.kernel;

import io.firstfin.vocabulary.TcpState;

/**
 * One TCP socket as the kernel shows it. This is a cursor over the reader's buffer: it is valid
 * only during {@link SocketVisitor#visit} and only on that thread.
 *
 * <p>Addresses are 16 bytes of IPv6 in network order, as two longs. IPv4 is always {@code
 * ::ffff:a.b.c.d}, whether the kernel shows it under AF_INET or, for a dual-stack socket, mapped
 * under AF_INET6.
 */
public interface KernelSocket {
  TcpState state();

  /** The kernel's identity of the socket (SO_COOKIE); 0 when the source has none (procfs). */
  long cookie();

  long localHigh();

  long localLow();

  long remoteHigh();

  long remoteLow();

  /** 0 to 65535. */
  int localPort();

  /** 0 to 65535. */
  int remotePort();

  /**
   * Milliseconds until the kernel forgets the socket: in TIME_WAIT, and in FIN_WAIT_2 once the
   * owner has closed it; -1 for all others. procfs counts in steps of 10 ms.
   */
  int timerMillis();

  /**
   * Bytes not yet read; a FIN that nobody has read counts as one. In LISTEN: connections waiting to
   * be accepted.
   */
  int receiveQueue();

  /** Inode of the owner's descriptor; 0 when no process owns the socket any more (or yet). */
  long inode();

  /** Numeric user id of the owner; 0 also where {@link #inode} is 0. */
  int uid();
}
