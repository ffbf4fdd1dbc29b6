package io.firstfin.correlate;

import io.firstfin.kernel.KernelSocket;
import io.firstfin.vocabulary.Role;

/**
 * A socket of this JVM's with what is known of its connection. {@link CensusJoin} uses one object
 * for all sockets.
 */
final class JoinedSocket {
  /** No descriptor belongs to the socket: this JVM has closed it. */
  static final int CLOSED = -1;

  KernelSocket kernel;

  /** The descriptor that the socket belongs to, or {@link #CLOSED}. */
  int descriptor;

  Role role;

  /** The count of its remote end; null when it has none of its own. */
  ConnectionTally remote;

  boolean isClosed() {
    return descriptor == CLOSED;
  }

  /** The listening port as a server, else 0. */
  int listeningPort() {
    return role == Role.SERVER ? kernel.localPort() : 0;
  }

  /** As {@link ConnectionTally#remote()}. */
  String remoteText() {
    return remote != null
        ? remote.remote()
        : ConnectionTally.remote(
            role, kernel.remoteHigh(), kernel.remoteLow(), kernel.remotePort());
  }
}
