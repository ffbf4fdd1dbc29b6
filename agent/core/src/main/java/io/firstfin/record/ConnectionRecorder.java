package io.firstfin.record;

import io.firstfin.bootstrap.SocketHooks;
import io.firstfin.vocabulary.ConnectFailureReason;
import io.firstfin.vocabulary.Role;
import java.io.FileDescriptor;
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
  private final Probes probes;
  private final EarlyQuestions early;
  private final LongAdder openedAsClient = new LongAdder();
  private final LongAdder openedAsServer = new LongAdder();

  /** Null while there is none. */
  private volatile ConnectionListener listener;

  ConnectionRecorder(
      RecordRing ring,
      OpenConnections open,
      StackReads stacks,
      Probes probes,
      EarlyQuestions early) {
    this.ring = ring;
    this.open = open;
    this.stacks = stacks;
    this.probes = probes;
    this.early = early;
  }

  void listen(ConnectionListener next) {
    listener = next;
  }

  long opened(Role role) {
    return role == Role.CLIENT ? openedAsClient.sum() : openedAsServer.sum();
  }

  /**
   * A descriptor was made that can connect. The stack is read here, not at the connect: libraries
   * make the descriptor on the thread of their caller, and connect on an event loop.
   */
  void created(int descriptor, int owner) {
    if (!OpenConnections.isCreated(open.find(descriptor, owner))) {
      open.created(descriptor, owner, stacks.atOpening());
    }
  }

  /** Asks for this end's address if that pays. Must be called before {@link #opened}. */
  void askLocal(int descriptor, FileDescriptor object, Role role) {
    OpenRecord record = open.records.getOrMake(descriptor);
    if (record != null) {
      record.local = early.pay(role) ? probes.get().localAddress(descriptor, object) : null;
    }
  }

  void opened(int descriptor, int owner, Role role) {
    long word = open.find(descriptor, owner);
    if (OpenConnections.state(word) != OpenConnections.FREE) {
      // finishConnect also answers true when the channel has been connected for a long time.
      return;
    }
    long now = System.nanoTime();
    int site = openingSite(word);
    long cookie = early.pay(role) ? probes.get().cookie(descriptor) : 0;
    open.opened(descriptor, owner, role, now, site, cookie);
    (role == Role.CLIENT ? openedAsClient : openedAsServer).increment();
    ConnectionListener current = listener;
    if (current != null) {
      passOpened(current, descriptor, now);
    }
  }

  /** The site that made the descriptor; that of the caller when the making was not seen. */
  private int openingSite(long word) {
    return OpenConnections.isCreated(word) ? OpenConnections.site(word) : stacks.atOpening();
  }

  private void passOpened(ConnectionListener current, int descriptor, long openedNanos) {
    try {
      current.opened(descriptor, openedNanos);
    } catch (Throwable e) {
      SocketHooks.failed(e);
    }
  }

  /**
   * @param descriptor of the socket; negative where it is closed already
   */
  void connectFailed(int descriptor, int owner, Object remote, Throwable failure) {
    InetSocketAddress address =
        remote instanceof InetSocketAddress ? (InetSocketAddress) remote : null;
    // A misuse, such as AlreadyConnectedException, is not a failed connect.
    if (address == null || address.getAddress() == null || !(failure instanceof IOException)) {
      return;
    }
    ConnectFailureReason reason = ConnectFailureReason.of(failure);
    int site = openingSite(open.find(descriptor, owner));
    long ports = RecordPorts.pack(0, address.getPort(), 0, 0);
    connectFailed(reason, site, 0, ports, address.getAddress());
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
        stacks.atOpening(),
        RecordFacts.BOUND,
        RecordPorts.pack(address.getPort(), 0, 0, 0),
        address.getAddress());
    ring.wakeReader();
  }

  private void connectFailed(
      ConnectFailureReason reason, int site, int flags, long ports, InetAddress address) {
    ring.offer(
        0,
        System.nanoTime(),
        -1,
        RecordFacts.connectFailed(reason, site, flags),
        ports,
        TcpInfo.UNKNOWN,
        address);
  }
}
