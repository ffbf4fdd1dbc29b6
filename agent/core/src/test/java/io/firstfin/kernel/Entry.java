package io.firstfin.kernel;

import io.firstfin.vocabulary.TcpState;

/** A copy of what a reader's cursor has shown. */
record Entry(
    TcpState state, String local, String remote, long cookie, int receiveQueue, long inode) {

  static Entry of(KernelSocket socket) {
    return new Entry(
        socket.state(),
        SocketAddresses.format(socket.localHigh(), socket.localLow(), socket.localPort()),
        SocketAddresses.format(socket.remoteHigh(), socket.remoteLow(), socket.remotePort()),
        socket.cookie(),
        socket.receiveQueue(),
        socket.inode());
  }

  /** The entry with only those values that both readers know. */
  Entry withoutCookie() {
    return new Entry(state, local, remote, 0, receiveQueue, inode);
  }

  boolean hasPort(int port) {
    return local.endsWith(":" + port) || remote.endsWith(":" + port);
  }
}
