package io.firstfin.truth;

/**
 * One destination of one role. As a client, {@code peer} and {@code port} are the remote ones; as a
 * server, the peer's address and the listening port.
 */
record Cell(String role, String peer, int port) {
  static Cell client(String peer, int port) {
    return new Cell("client", peer, port);
  }

  static Cell server(String peer, int port) {
    return new Cell("server", peer, port);
  }

  /** The cell of a socket: which of its ports listens decides the role. */
  static Cell of(String remote, int localPort, int remotePort, PortRange listening) {
    return listening.contains(localPort) ? server(remote, localPort) : client(remote, remotePort);
  }
}
