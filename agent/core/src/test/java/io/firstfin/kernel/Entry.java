package io.firstfin.kernel;

import io.firstfin.vocabulary.TcpState;

/** A copy of what a reader's cursor has shown. */
record Entry(
    TcpState state,
    String local,
    String remote,
    long cookie,
    int timerMillis,
    int receiveQueue,
    long inode,
    int uid) {

  static Entry of(KernelSocket socket) {
    return new Entry(
        socket.state(),
        SocketAddresses.format(socket.localHigh(), socket.localLow(), socket.localPort()),
        SocketAddresses.format(socket.remoteHigh(), socket.remoteLow(), socket.remotePort()),
        socket.cookie(),
        socket.timerMillis(),
        socket.receiveQueue(),
        socket.inode(),
        socket.uid());
  }

  /** The entry with only those values that both readers know and that do not change with time. */
  Entry withoutCookieAndTimer() {
    return new Entry(state, local, remote, 0, Math.min(timerMillis, 0), receiveQueue, inode, uid);
  }

  boolean hasPort(int port) {
    return local.endsWith(":" + port) || remote.endsWith(":" + port);
  }
}
