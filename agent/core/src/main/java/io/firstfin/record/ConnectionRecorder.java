package io.firstfin.record;

import io.firstfin.bootstrap.SocketHooks;
import io.firstfin.kernel.KernelException;
import io.firstfin.vocabulary.ConnectFailureReason;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.LongAdder;

/**
 * Records what happens to connections, whatever class of socket it happens through: asks the kernel
 * just before a FIN can leave, classifies, and puts one record into the ring. It runs on the
 * application's threads, waits for nothing and keeps no reference to a socket.
 */
final class ConnectionRecorder {
  private final OpenConnections open = new OpenConnections();
  private final RecordRing ring;
  private final StackReads stacks;
  private final LongAdder openedAsClient = new LongAdder();
  private final LongAdder openedAsServer = new LongAdder();
  private final LongAdder closed = new LongAdder();

  /** Null until the C library can be called. */
  private volatile SocketProbe probe;

  private volatile LibcProbe libc;

  /** Null while nobody listens. */
  private volatile ConnectionListener listener;

  ConnectionRecorder(RecordRing ring, StackReads stacks) {
    this.ring = ring;
    this.stacks = stacks;
  }

  void useLibc() throws KernelException {
    libc = new LibcProbe();
    use(libc);
  }

  /** From now on the kernel is asked through {@code asked}. */
  void use(SocketProbe asked) {
    probe = asked;
  }

  /** False while an application's thread may still be in one of the C library's calls. */
  boolean releaseLibc() {
    LibcProbe known = libc;
    return known == null || known.close();
  }

  void listen(ConnectionListener told) {
    listener = told;
  }

  OpenConnections open() {
    return open;
  }

  long opened(Role role) {
    return role == Role.CLIENT ? openedAsClient.sum() : openedAsServer.sum();
  }

  long stillOpen() {
    return openedAsClient.sum() + openedAsServer.sum() - closed.sum();
  }

  /** The kernel's number of a descriptor's state; negative when it is no TCP socket. */
  int state(int descriptor, FileDescriptor object) {
    return TcpInfo.state(probe().tcpInfo(descriptor, object));
  }

  void opened(int descriptor, int owner, Role role) {
    int state = OpenConnections.state(open.find(descriptor, owner));
    if (state != OpenConnections.FREE) {
      // finishConnect answers true for a channel that has long been connected.
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

  /**
   * A close is about to happen. Where a second look follows, unread data is left to it.
   *
   * @param start {@link System#nanoTime} at the hook
   * @param owner tells connections of one descriptor number apart
   * @param remote the peer, or null when it is not known
   * @param connected whether the socket object takes itself to be connected
   * @param outputOpen whether the socket object was certainly never half-closed
   * @param secondLook whether {@link #releasing} follows
   * @param flags of {@link RecordFacts}
   */
  void closing(
      long start,
      int descriptor,
      int owner,
      FileDescriptor object,
      int localPort,
      InetAddress remote,
      int remotePort,
      boolean connected,
      boolean outputOpen,
      SecondLook secondLook,
      int flags) {
    long before = open.word(descriptor);
    long word = OpenConnections.owned(before, owner);
    int known = OpenConnections.state(word);
    if (known == OpenConnections.CLOSED) {
      return;
    }
    SocketProbe kernel = probe();
    long info = kernel.tcpInfo(descriptor, object);
    int state = TcpInfo.state(info);
    // A connection from before the agent has a record too, once it is half-closed.
    boolean openSeen = known != OpenConnections.FREE && OpenConnections.role(word) != Role.UNKNOWN;
    if (!connected
        && known == OpenConnections.FREE
        && (state < 0 || state == TcpState.CLOSED.number())) {
      // A connect that failed, or none. While one runs, only the kernel knows that it succeeded.
      return;
    }
    boolean lingerZero = false;
    long reset = 0;
    boolean undecided = false;
    if (sendsOnClose(state)) {
      long linger =
          OpenConnections.lingerZero(word) ? 0 : openSeen ? -2 : kernel.linger(descriptor, object);
      lingerZero = linger == 0;
      boolean received = !TcpInfo.is(info, TcpInfo.NOTHING_RECEIVED);
      // Unread data resets nothing before the descriptor closes: asked then, the answer is right.
      undecided =
          lingerZero ? secondLook == SecondLook.ALWAYS : received && secondLook != SecondLook.NONE;
      if (lingerZero) {
        reset = 1;
      } else {
        reset = received && !undecided ? kernel.unread(descriptor, object) : 0;
        if (reset == 0 && linger == SocketProbe.NO_ANSWER) {
          reset = SocketProbe.NO_ANSWER;
        }
      }
    }
    Initiator halfClosed =
        known == OpenConnections.HALF_CLOSED ? OpenConnections.initiator(word) : null;
    boolean peerReset =
        state == TcpState.CLOSED.number()
            && (openSeen || outputOpen)
            && (halfClosed == null || halfClosed == Initiator.UNKNOWN)
            && kernel.wasReset(descriptor, object);
    int verdict = Classification.atClose(state, peerReset, halfClosed, reset > 0);
    long openedNanos = openSeen ? open.openedNanos(descriptor) : 0;
    int halfCloseSite =
        halfClosed == Initiator.LOCAL ? open.closeSite(descriptor) : CallSites.UNKNOWN;
    if (verdict == Classification.NO_CONNECTION) {
      return;
    }
    Initiator initiator = Classification.initiator(verdict);
    How how = reset == SocketProbe.NO_ANSWER ? How.UNKNOWN : Classification.how(verdict);
    // Nobody but us can have this answer once the close is claimed: ask before, never after. Data
    // that is unread now can be read before the close, so that TIME_WAIT follows and no reset.
    long cookie =
        !lingerZero && (initiator == Initiator.LOCAL || initiator == Initiator.SIMULTANEOUS)
            ? kernel.cookie(descriptor)
            : 0;
    Role role = openSeen ? OpenConnections.role(word) : connected ? Role.UNKNOWN : Role.CLIENT;
    long closedWord = OpenConnections.closed(owner, role, initiator, how, lingerZero, undecided);
    if (!open.claimClose(descriptor, owner, before, closedWord)) {
      return;
    }
    int site = halfCloseSite;
    if (site == CallSites.UNKNOWN) {
      // At a half-close the stack was that of the line which closed first, or was not to be read.
      site = halfClosed == Initiator.LOCAL ? StackReads.SAMPLED_OUT : stacks.atClose();
    }
    if (site == StackReads.SAMPLED_OUT) {
      site = CallSites.UNKNOWN;
      flags |= RecordFacts.SAMPLED_OUT;
    }
    if (undecided) {
      open.closedBy(descriptor, site, flags);
    }
    if (openSeen) {
      closed.increment();
    }
    long age = openedNanos == 0 ? -1 : start - openedNanos;
    int openedAt = openSeen ? OpenConnections.site(word) : CallSites.UNKNOWN;
    long facts =
        RecordFacts.closed(RecordFacts.CLOSED, role, initiator, how, site, openedAt, flags);
    long ports = RecordPorts.pack(localPort, remotePort, System.nanoTime() - start);
    ring.offer(cookie, start, age, facts, ports, info, remote);
    ConnectionListener told = listener;
    if (told != null) {
      tellClosing(told, descriptor, openedNanos, info, facts, ports, age, cookie, remote);
    }
  }

  private void tellOpened(ConnectionListener told, int descriptor, long openedNanos) {
    try {
      told.opened(descriptor, openedNanos);
    } catch (Throwable e) {
      SocketHooks.failed(e);
    }
  }

  private void tellClosing(
      ConnectionListener told,
      int descriptor,
      long openedNanos,
      long info,
      long facts,
      long ports,
      long age,
      long cookie,
      InetAddress remote) {
    try {
      told.closing(descriptor, openedNanos, info, facts, ports, age, cookie, remote);
    } catch (Throwable e) {
      SocketHooks.failed(e);
    }
  }

  /**
   * The descriptor of a connection whose close is recorded is about to close; parameters as in
   * {@link #closing}. Says by another record if that resets the connection after all, or resets it
   * no more.
   */
  void releasing(
      int descriptor,
      int owner,
      FileDescriptor object,
      int localPort,
      InetAddress remote,
      int remotePort) {
    long word = open.takeUndecided(descriptor, owner);
    if (word == 0) {
      return;
    }
    SocketProbe kernel = probe();
    long unread = kernel.unread(descriptor, object);
    if (unread == 0 && !OpenConnections.lingerZero(word)) {
      return;
    }
    long start = System.nanoTime();
    Initiator first = OpenConnections.initiator(word);
    How said = OpenConnections.how(word);
    long info =
        unread == SocketProbe.NO_ANSWER ? TcpInfo.UNKNOWN : kernel.tcpInfo(descriptor, object);
    int verdict = Classification.atRelease(TcpInfo.state(info), first, unread > 0);
    Initiator initiator = Classification.initiator(verdict);
    How how = Classification.how(verdict);
    if (initiator == first && how == said) {
      return;
    }
    ring.offer(
        initiator == Initiator.REMOTE ? 0 : kernel.cookie(descriptor),
        start,
        -1,
        RecordFacts.revised(
            RecordFacts.closed(
                RecordFacts.CLOSED,
                OpenConnections.role(word),
                first,
                said,
                open.closeSite(descriptor),
                CallSites.UNKNOWN,
                open.closeFlags(descriptor)),
            initiator,
            how),
        RecordPorts.pack(localPort, remotePort, 0),
        TcpInfo.UNKNOWN,
        remote);
  }

  /** The peer of a socket whose connection has ended; null when it is not to be had. */
  InetSocketAddress formerPeer(int descriptor) {
    return probe().formerPeer(descriptor);
  }

  /** A half-close is about to happen; parameters as in {@link #closing}. */
  void shuttingOutput(
      long start,
      int descriptor,
      int owner,
      FileDescriptor object,
      int localPort,
      InetAddress remote,
      int remotePort) {
    long word = open.find(descriptor, owner);
    int known = OpenConnections.state(word);
    if (known == OpenConnections.HALF_CLOSED || known == OpenConnections.CLOSED) {
      return;
    }
    SocketProbe kernel = probe();
    long info = kernel.tcpInfo(descriptor, object);
    Initiator initiator = Classification.atShutdownOutput(TcpInfo.state(info));
    if (initiator == Initiator.UNKNOWN) {
      return;
    }
    long cookie = initiator == Initiator.LOCAL ? kernel.cookie(descriptor) : 0;
    int site = initiator == Initiator.LOCAL ? stacks.atClose() : CallSites.UNKNOWN;
    int flags = 0;
    if (site == StackReads.SAMPLED_OUT) {
      site = CallSites.UNKNOWN;
      flags = RecordFacts.SAMPLED_OUT;
    }
    if (open.halfClosed(descriptor, owner, initiator, site) && initiator == Initiator.LOCAL) {
      // TIME_WAIT can begin while the descriptor is still open.
      ring.offer(
          cookie,
          start,
          -1,
          RecordFacts.closed(
              RecordFacts.HALF_CLOSED,
              known == OpenConnections.FREE ? Role.UNKNOWN : OpenConnections.role(word),
              initiator,
              How.FIN,
              site,
              CallSites.UNKNOWN,
              flags),
          RecordPorts.pack(localPort, remotePort, System.nanoTime() - start),
          TcpInfo.UNKNOWN,
          remote);
    }
  }

  void connectFailed(Object remote, Throwable failure) {
    InetSocketAddress address =
        remote instanceof InetSocketAddress ? (InetSocketAddress) remote : null;
    // A misuse, such as AlreadyConnectedException, is no failed connect.
    if (address == null || address.getAddress() == null || !(failure instanceof IOException)) {
      return;
    }
    ConnectFailureReason reason = ConnectFailureReason.of(failure);
    connectFailed(reason, 0, RecordPorts.pack(0, address.getPort(), 0), address.getAddress());
    if (reason == ConnectFailureReason.ADDRESS_UNAVAILABLE) {
      ring.wakeReader();
    }
  }

  /**
   * A client's socket could not be bound. Told is only that the address is taken: any other failure
   * is a misuse, as of an address that is not this host's.
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
        RecordPorts.pack(address.getPort(), 0, 0),
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

  private SocketProbe probe() {
    SocketProbe known = probe;
    return known == null ? WithoutLibc.PROBE : known;
  }

  private static boolean sendsOnClose(int state) {
    return state == TcpState.ESTABLISHED.number()
        || state == TcpState.CLOSE_WAIT.number()
        || state == TcpState.FIN_WAIT_1.number()
        || state == TcpState.FIN_WAIT_2.number();
  }

  /** Made at the first question: it initialises classes that a program may never need. */
  private static final class WithoutLibc {
    static final SocketProbe PROBE = new JdkProbe();
  }
}
