package io.firstfin.record;

import io.firstfin.bootstrap.SocketHooks;
import io.firstfin.vocabulary.ConnectFailureReason;
import io.firstfin.vocabulary.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.LongAdder;

/**
 * Records the openings and the failed connects of every kind of socket. It runs on the
 * application's threads, waits for nothing and keeps no reference to a socket.
 */
final class ConnectionRecorder {
  private final RecordRing ring;
  private final OpenConnections open;
  private final StackReads stacks;
  private final LongAdder openedAsClient = new LongAdder();
  private final LongAdder openedAsServer = new LongAdder();

  /** Null while there is none. */
  private volatile ConnectionListener listener;

  ConnectionRecorder(RecordRing ring, OpenConnections open, StackReads stacks) {
    this.ring = ring;
    this.open = open;
    this.stacks = stacks;
  }

  void listen(ConnectionListener told) {
    listener = told;
  }

  long opened(Role role) {
    return role == Role.CLIENT ? openedAsClient.sum() : openedAsServer.sum();
  }

  void opened(int descriptor, int owner, Role role) {
    int state = OpenConnections.state(open.find(descriptor, owner));
    if (state != OpenConnections.FREE) {
      // finishConnect also answers true when the channel has been connected for a long time.
      return;
    }
    long now = System.nanoTime();
    int site = stacks.atOpening();
    open.opened(descriptor, owner, role, now, site);
    (role == Role.CLIENT ? openedAsClient : openedAsServer).increment();
    ConnectionListener told = listener;
    if (told != null) {
      tellOpened(told, descriptor, now);
    }
  }

  private void tellOpened(ConnectionListener told, int descriptor, long openedNanos) {
    try {
      told.opened(descriptor, openedNanos);
    } catch (Throwable e) {
      SocketHooks.failed(e);
    }
  }

  void connectFailed(Object remote, Throwable failure) {
    InetSocketAddress address =
        remote instanceof InetSocketAddress ? (InetSocketAddress) remote : null;
    // A misuse, such as AlreadyConnectedException, is not a failed connect.
    if (address == null || address.getAddress() == null || !(failure instanceof IOException)) {
      return;
    }
    ConnectFailureReason reason = ConnectFailureReason.of(failure);
    connectFailed(reason, 0, RecordPorts.pack(0, address.getPort(), 0, 0), address.getAddress());
    if (reason == ConnectFailureReason.ADDRESS_UNAVAILABLE) {
      ring.wakeReader();
    }
  }

  /**
   * A client's socket could not be bound. This is recorded only when the address is taken, because
   * any other failure is a misuse, for example an address of another host.
   */
  void bindFailed(Object local, Throwable failure) {
    InetSocketAddress address =
        local instanceof InetSocketAddress ? (InetSocketAddress) local : null;
    if (address == null
        || address.getAddress() == null
        || !(failure instanceof IOException)
        || ConnectFailureReason.of(failure) != ConnectFailureReason.ADDRESS_IN_USE) {
      return;
    }
    connectFailed(
        ConnectFailureReason.ADDRESS_IN_USE,
        RecordFacts.BOUND,
        RecordPorts.pack(address.getPort(), 0, 0, 0),
        address.getAddress());
    ring.wakeReader();
  }

  private void connectFailed(
      ConnectFailureReason reason, int flags, long ports, InetAddress address) {
    long now = System.nanoTime();
    int site = stacks.atOpening();
    ring.offer(
        0,
        now,
        -1,
        RecordFacts.connectFailed(reason, site, flags),
        ports,
        TcpInfo.UNKNOWN,
        address);
  }
}
