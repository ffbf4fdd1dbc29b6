package io.firstfin.record;

import java.io.FileDescriptor;

/**
 * One way in which the JDK or Netty implements a socket: it finds the descriptor, the addresses and
 * the state. {@link io.firstfin.bootstrap.SocketEvents} says what a socket is here. Any thread, in
 * the middle of the application's call: an implementation takes no lock that waits, and logs
 * nothing.
 */
abstract class SocketKind {
  /**
   * The owner of every connection of a native transport, whose descriptors have no object until
   * after the accept. All its closes come through one hook, so that the number alone identifies a
   * connection.
   */
  static final int NATIVE = 1;

  /** The object of the socket's descriptor; null when it has none. */
  abstract FileDescriptor descriptor(Object socket, int number) throws Throwable;

  /**
   * Describes a socket that is about to close or half-close. What this does delays the FIN; the
   * JDK's fields of a connection whose opening was seen are not read.
   *
   * @return false when the close cannot end a connection
   */
  abstract boolean describe(Object socket, SocketProbe kernel, Closing to) throws Throwable;

  /** Whether {@link #describe} asks nothing of a socket whose opening was seen. */
  boolean describesBlindly() {
    return true;
  }

  /**
   * Whether an opening asks the kernel for this end's address, because otherwise a close would have
   * to ask before its FIN.
   */
  boolean asksLocalAtOpening() {
    return false;
  }

  /** Notes the addresses that the socket object knows, which a close does not change. */
  void addresses(Object socket, Closing to) throws Throwable {}

  /** Whether a socket that is about to close was certainly never half-closed. */
  boolean isOutputOpen(Object socket) throws Throwable {
    return false;
  }

  /** Whether the application has certainly read all that the peer sent, up to its FIN. */
  boolean hasReadAll(Object socket) throws Throwable {
    return false;
  }

  /**
   * Whether the application had certainly read all that the peer sent, up to its FIN, before it
   * began to close. Only while the descriptor is being released.
   */
  boolean hadReadAll(Object socket) throws Throwable {
    return false;
  }

  /**
   * Whether a socket that was just connected or accepted is a TCP socket.
   *
   * @param remote the peer's address, or null when the hook does not know it
   */
  boolean isTcp(Object socket, int number, Object remote, SocketProbe kernel) throws Throwable {
    return true;
  }

  /** Whether a socket was made for datagrams. */
  boolean isDatagram(Object socket) throws Throwable {
    return false;
  }

  /** Whether a socket that could not be bound is a client's, as far as this can be known. */
  boolean isClient(Object socket, int number, SocketProbe kernel) throws Throwable {
    return true;
  }

  /** Whether a socket that may release its descriptor does so now. */
  boolean isReleasing(Object socket) throws Throwable {
    return true;
  }

  /** A number that distinguishes connections with the same descriptor number. */
  int owner(FileDescriptor object) {
    int hash = System.identityHashCode(object);
    // 0 means no owner.
    return hash <= NATIVE ? NATIVE + 1 : hash;
  }

  /** Classes that its first event initialises, besides its own class. */
  Class<?>[] parts() {
    return new Class<?>[0];
  }
}
