package io.firstfin.record;

import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Asks the kernel about one open socket. Any thread, in the middle of the application's close: no
 * allocation, no lock, no exception.
 */
public interface SocketProbe {
  /** The answer when the kernel could not be asked. */
  long NO_ANSWER = -1;

  /** The answer to TCP_INFO, as {@link TcpInfo} reads it; {@link #NO_ANSWER} on failure. */
  long tcpInfo(int descriptor, FileDescriptor object);

  /**
   * Of a connection that was open in both directions and reads CLOSED now: whether certainly a
   * reset has ended it, and not the kernel, which gives up a peer that it takes for gone. For this
   * rare case only: it asks several times, and allocates.
   */
  boolean wasReset(int descriptor, FileDescriptor object);

  /** Bytes in the receive queue that nobody has read (SIOCINQ); {@link #NO_ANSWER} on failure. */
  long unread(int descriptor, FileDescriptor object);

  /** SO_LINGER's seconds, -2 when it is off; {@link #NO_ANSWER} on failure. */
  long linger(int descriptor, FileDescriptor object);

  /** SO_COOKIE (Linux 4.12); 0 when it is not to be had. */
  long cookie(int descriptor);

  /**
   * This end's address of a socket, also of one whose connection has ended; null when it is not to
   * be had. Allocates where the address is new.
   */
  InetAddress localAddress(int descriptor);

  /**
   * The peer of a socket whose connection has ended, which getpeername(2) no longer tells; null
   * when it is not to be had. Allocates.
   */
  InetSocketAddress formerPeer(int descriptor);
}
