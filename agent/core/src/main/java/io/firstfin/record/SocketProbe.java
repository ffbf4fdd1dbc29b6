package io.firstfin.record;

import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Asks the kernel about one open socket. Any thread, in the middle of the application's close: no
 * allocation, no lock, no exception.
 */
interface SocketProbe {
  /** The answer when the kernel could not be asked. */
  long NO_ANSWER = -1;

  /** The answer to TCP_INFO; {@link TcpAnswer#NONE} on failure. Allocates. */
  TcpAnswer ask(int descriptor, FileDescriptor object);

  /** What the connection has carried now, when its TLS handshake has ended; 0 when unknown. */
  default long tlsBegun(int descriptor, FileDescriptor object) {
    return TlsTraffic.NONE;
  }

  /** What the connection has carried since then, when its TLS is about to end; 0 when unknown. */
  default long tlsEnded(int descriptor, FileDescriptor object, long begun) {
    return TlsTraffic.NONE;
  }

  /**
   * Whether it is certain that a reset has ended a connection which was open in both directions and
   * reads CLOSED now. Otherwise the kernel itself may have ended it, because the peer did not
   * answer. Asks for the socket's options where {@code answer} leaves that open. Allocates.
   */
  boolean wasReset(TcpAnswer answer, int descriptor, FileDescriptor object);

  /** Unread bytes in the receive queue (SIOCINQ); {@link #NO_ANSWER} on failure. */
  default long unread(int descriptor, FileDescriptor object) {
    return NO_ANSWER;
  }

  /**
   * Whether {@link TcpAnswer#hasSentFin} works with this kernel's answers, as far as they have
   * shown it.
   */
  default boolean tellsFinSent() {
    return false;
  }

  /**
   * Bytes that this end has written and the peer has not acknowledged, a FIN among them (SIOCOUTQ),
   * even after the connection has ended; {@link #NO_ANSWER} on failure.
   */
  default long unacknowledged(int descriptor) {
    return NO_ANSWER;
  }

  /** SO_LINGER's seconds, -2 when it is off; {@link #NO_ANSWER} on failure. */
  default long linger(int descriptor, FileDescriptor object) {
    return NO_ANSWER;
  }

  /**
   * SO_ERROR, an errno value, 0 when there is none; {@link #NO_ANSWER} on failure. The kernel
   * forgets the error when it is asked, so that this is only for a socket that the application
   * cannot read any more.
   */
  default long error(int descriptor) {
    return NO_ANSWER;
  }

  /**
   * Segments that the kernel has dropped at this socket (SO_MEMINFO, SK_MEMINFO_DROPS; since Linux
   * 4.12); {@link #NO_ANSWER} on failure.
   */
  default long dropped(int descriptor) {
    return NO_ANSWER;
  }

  /** SO_COOKIE (since Linux 4.12); 0 when it is not available. */
  default long cookie(int descriptor) {
    return 0;
  }

  /**
   * This end's address, even after the connection has ended; null when it is not available.
   * Allocates when the address is new.
   */
  default InetAddress localAddress(int descriptor, FileDescriptor object) {
    return null;
  }

  /**
   * The peer's address after the connection has ended, when getpeername(2) no longer gives it; null
   * when it is not available. Allocates.
   */
  default InetSocketAddress formerPeer(int descriptor) {
    return null;
  }
}
