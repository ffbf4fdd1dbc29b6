package io.firstfin.record;

import java.io.FileDescriptor;

/**
 * One way in which the JDK or Netty implements a socket: where its descriptor, its addresses and
 * its state are found. A socket is what {@link io.firstfin.bootstrap.SocketEvents} calls so. Any
 * thread, in the middle of the application's call: no lock that waits, no logging.
 */
abstract class SocketKind {
  /**
   * Owner of every connection of a native transport, whose descriptors have no object until after
   * the accept. Its closes all come through one hook, so that the number alone identifies a
   * connection.
   */
  static final int NATIVE = 1;

  /** The object of the socket's descriptor; null when it has none. */
  abstract FileDescriptor descriptor(Object socket, int number) throws Throwable;

  /**
   * Describes a socket that is about to close or half-close.
   *
   * @return false when that can end no connection
   */
  abstract boolean describe(Object socket, SocketProbe kernel, Closing to) throws Throwable;

  /**
   * Whether a socket that was just connected or accepted is one of TCP.
   *
   * @param remote null where the caller does not know it
   */
  boolean isTcp(Object socket, int number, Object remote, SocketProbe kernel) throws Throwable {
    return true;
  }

  /** Whether a socket was made for datagrams. */
  boolean isDatagram(Object socket) throws Throwable {
    return false;
  }

  /** Whether a socket that could not be bound is a client's, as far as that can be told. */
  boolean isClient(Object socket, int number, SocketProbe kernel) throws Throwable {
    return true;
  }

  /** Whether a socket that may let go of its descriptor will do so now. */
  boolean isReleasing(Object socket) throws Throwable {
    return true;
  }

  /** Tells connections of one descriptor number apart. */
  int owner(FileDescriptor object) {
    int hash = System.identityHashCode(object);
    // 0 means no owner.
    return hash <= NATIVE ? NATIVE + 1 : hash;
  }

  /** Classes, besides its own, that its first event initialises. */
  Class<?>[] parts() {
    return new Class<?>[0];
  }
}
