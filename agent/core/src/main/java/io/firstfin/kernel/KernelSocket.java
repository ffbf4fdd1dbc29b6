package io.firstfin.kernel;

import io.firstfin.vocabulary.TcpState;

/**
 * One TCP socket as the kernel shows it. This is a cursor over the reader's buffer: it is valid
 * only during {@link SocketVisitor#visit} and only on that thread.
 *
 * <p>Addresses are the 16 bytes of IPv6 in network order, as two longs. An IPv4 address is always
 * {@code ::ffff:a.b.c.d}, whether the kernel shows it under AF_INET or, for a dual-stack socket,
 * mapped under AF_INET6.
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
   * Unread bytes; an unread FIN counts as one byte. In LISTEN: connections that wait to be
   * accepted.
   */
  int receiveQueue();

  /**
   * In LISTEN: the most connections that may wait to be accepted, the backlog or
   * net.core.somaxconn; -1 for all other sockets, and when unknown (procfs).
   */
  int acceptLimit();

  /** Inode of the socket's file; 0 when no process owns the socket yet, or any longer. */
  long inode();
}
