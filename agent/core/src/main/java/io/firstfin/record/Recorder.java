package io.firstfin.record;

import io.firstfin.bootstrap.SocketEvents;
import io.firstfin.kernel.KernelException;
import io.firstfin.kernel.TcpState;
import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The hot path: hears of every connect, accept, half-close and close on the application's threads,
 * asks the kernel just before a FIN can leave, and puts one record into the ring. It waits for
 * nothing and keeps no reference to a socket.
 */
public final class Recorder extends SocketEvents {
  /** Openings whose stack is read, a second: below it the opener of every connection is known. */
  private static final int OPENING_WALKS = 250;

  /** Closes without TIME_WAIT whose stack is read, a second. */
  private static final int OTHER_WALKS = 500;

  private final OpenConnections open = new OpenConnections();
  private final RecordRing ring;
  private final CallSiteReader callSites;
  private final LongAdder openedAsClient = new LongAdder();
  private final LongAdder openedAsServer = new LongAdder();
  private final AtomicLong seenFromAgent = new AtomicLong();
  private final WalkBudget openingWalks = new WalkBudget(OPENING_WALKS);
  private final WalkBudget otherWalks = new WalkBudget(OTHER_WALKS);
  private final LongAdder closed = new LongAdder();

  /** Null until the C library can be called. */
  private volatile SocketProbe libc;

  public Recorder(RecordRing ring, CallSiteReader callSites) {
    this.ring = ring;
    this.callSites = callSites;
  }

  /** From now on the kernel is asked through the C library; {@code Libc.load()} has succeeded. */
  public void useLibc() throws KernelException {
    libc = new LibcProbe();
  }

  public OpenConnections open() {
    return open;
  }

  /** Connections opened since the agent began to watch. */
  public long opened(Role role) {
    return role == Role.CLIENT ? openedAsClient.sum() : openedAsServer.sum();
  }

  /** Connections whose opening was seen and whose close was not yet. */
  public long stillOpen() {
    return openedAsClient.sum() + openedAsServer.sum() - closed.sum();
  }

  /** Events from the agent's own threads: they are not recorded, and show that the hooks work. */
  public long seenFromAgent() {
    return seenFromAgent.get();
  }

  /** Whether the JDK's socket objects could be read. */
  public boolean readsSocketObjects() {
    return SocketFields.complete();
  }

  @Override
  public void socketConnected(Object socket, Object remote, Throwable failure) {
    if (isAgents()) {
      return;
    }
    try {
      if (failure != null) {
        connectFailed(remote, failure);
      } else {
        opened(SocketFields.socketDescriptor(socket), Role.CLIENT);
      }
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  @Override
  public void socketAccepted(Object socket) {
    if (isAgents()) {
      return;
    }
    try {
      opened(SocketFields.socketDescriptor(socket), Role.SERVER);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  @Override
  public void socketClosing(Object socket) {
    if (isAgents()) {
      return;
    }
    long start = System.nanoTime();
    try {
      FileDescriptor object = SocketFields.socketDescriptor(socket);
      int descriptor = object == null ? -1 : SocketFields.number(object);
      if (descriptor < 0) {
        return;
      }
      if (!SocketFields.socketConnected(socket)) {
        return;
      }
      closing(
          start,
          descriptor,
          object,
          SocketFields.socketLocalPort(socket),
          SocketFields.socketAddress(socket),
          SocketFields.socketPort(socket),
          0);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  @Override
  public void socketShuttingOutput(Object socket) {
    if (isAgents()) {
      return;
    }
    long start = System.nanoTime();
    try {
      FileDescriptor object = SocketFields.socketDescriptor(socket);
      int descriptor = object == null ? -1 : SocketFields.number(object);
      if (descriptor >= 0 && SocketFields.socketConnected(socket)) {
        shuttingOutput(
            start,
            descriptor,
            object,
            SocketFields.socketLocalPort(socket),
            SocketFields.socketAddress(socket),
            SocketFields.socketPort(socket));
      }
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  @Override
  public void socketLinger(Object socket, Object value) {
    if (isAgents()) {
      return;
    }
    try {
      linger(SocketFields.socketDescriptor(socket), value);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  @Override
  public void descriptorClosing(Object fileDescriptor) {
    if (isAgents()) {
      return;
    }
    long start = System.nanoTime();
    try {
      FileDescriptor object = (FileDescriptor) fileDescriptor;
      int descriptor = SocketFields.number(object);
      if (descriptor < 0) {
        return;
      }
      int owner = owner(object);
      long word = open.find(descriptor, owner);
      int state = OpenConnections.state(word);
      if (state == OpenConnections.OPEN || state == OpenConnections.HALF_CLOSED) {
        // No close came before: the socket was leaked and its Cleaner closes it.
        closing(start, descriptor, object, 0, null, 0, RecordFacts.LEAKED);
      }
      open.forget(descriptor, owner);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  @Override
  public void channelConnected(Object channel, Object remote, Throwable failure) {
    if (isAgents()) {
      return;
    }
    try {
      if (failure != null) {
        connectFailed(remote, failure);
      } else if (SocketFields.channelRemote(channel) instanceof InetSocketAddress) {
        opened(SocketFields.channelDescriptor(channel), Role.CLIENT);
      }
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  @Override
  public void channelAccepted(Object fileDescriptor, Object remote) {
    if (isAgents()) {
      return;
    }
    try {
      if (remote instanceof InetSocketAddress) {
        opened((FileDescriptor) fileDescriptor, Role.SERVER);
      }
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  @Override
  public void channelClosing(Object channel) {
    if (isAgents()) {
      return;
    }
    long start = System.nanoTime();
    try {
      SocketAddress remote = SocketFields.channelRemote(channel);
      if (remote instanceof InetSocketAddress && SocketFields.channelConnected(channel)) {
        FileDescriptor object = SocketFields.channelDescriptor(channel);
        closing(
            start,
            SocketFields.number(object),
            object,
            port(SocketFields.channelLocal(channel)),
            ((InetSocketAddress) remote).getAddress(),
            port(remote),
            0);
      }
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  @Override
  public void channelShuttingOutput(Object channel) {
    if (isAgents()) {
      return;
    }
    long start = System.nanoTime();
    try {
      SocketAddress remote = SocketFields.channelRemote(channel);
      if (remote instanceof InetSocketAddress && SocketFields.channelConnected(channel)) {
        FileDescriptor object = SocketFields.channelDescriptor(channel);
        shuttingOutput(
            start,
            SocketFields.number(object),
            object,
            port(SocketFields.channelLocal(channel)),
            ((InetSocketAddress) remote).getAddress(),
            port(remote));
      }
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  @Override
  public void channelLinger(Object channel, Object value) {
    if (isAgents()) {
      return;
    }
    try {
      linger(SocketFields.channelDescriptor(channel), value);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  private void opened(FileDescriptor object, Role role) throws Throwable {
    int descriptor = object == null ? -1 : SocketFields.number(object);
    if (descriptor < 0) {
      return;
    }
    int owner = owner(object);
    int state = OpenConnections.state(open.find(descriptor, owner));
    if (state != OpenConnections.FREE) {
      // finishConnect answers true for a channel that has long been connected.
      return;
    }
    long now = System.nanoTime();
    int site = openingWalks.take(now) ? callSites.read() : CallSites.UNKNOWN;
    open.opened(descriptor, owner, role, now, site);
    (role == Role.CLIENT ? openedAsClient : openedAsServer).increment();
  }

  private void closing(
      long start,
      int descriptor,
      FileDescriptor object,
      int localPort,
      InetAddress remote,
      int remotePort,
      int flags)
      throws Throwable {
    int owner = owner(object);
    long word = open.find(descriptor, owner);
    int known = OpenConnections.state(word);
    if (known == OpenConnections.CLOSED) {
      return;
    }
    SocketProbe kernel = probe();
    long info = kernel.tcpInfo(descriptor, object);
    int state = info < 0 ? -1 : (int) info & 0xff;
    // A connection from before the agent has a record too, once it is half-closed.
    boolean openSeen = known != OpenConnections.FREE && OpenConnections.role(word) != Role.UNKNOWN;
    boolean reset = false;
    if (sendsOnClose(state)) {
      reset =
          OpenConnections.lingerZero(word)
              || !openSeen && kernel.linger(descriptor, object) == 0
              || (info & SocketProbe.NOTHING_RECEIVED) == 0
                  && kernel.unread(descriptor, object) > 0;
    }
    Initiator halfClosed =
        known == OpenConnections.HALF_CLOSED ? OpenConnections.initiator(word) : null;
    int verdict = Classification.atClose(state, openSeen, halfClosed, reset);
    long openedNanos = openSeen ? open.openedNanos(descriptor) : 0;
    int halfCloseSite =
        halfClosed == Initiator.LOCAL ? open.halfCloseSite(descriptor) : CallSites.UNKNOWN;
    if (verdict == Classification.NO_CONNECTION) {
      return;
    }
    Initiator initiator = Classification.initiator(verdict);
    How how = Classification.how(verdict);
    // Nobody but us can have this answer once the close is claimed: ask before, never after.
    long cookie =
        how == How.FIN && (initiator == Initiator.LOCAL || initiator == Initiator.SIMULTANEOUS)
            ? kernel.cookie(descriptor)
            : 0;
    if (!open.claimClose(descriptor, owner)) {
      return;
    }
    int site = halfCloseSite;
    if (site == CallSites.UNKNOWN) {
      boolean leavesTimeWait = how == How.FIN && initiator != Initiator.REMOTE;
      if (leavesTimeWait || otherWalks.take(start)) {
        site = callSites.read();
      } else {
        flags |= RecordFacts.SAMPLED_OUT;
      }
    }
    Role role = openSeen ? OpenConnections.role(word) : Role.UNKNOWN;
    if (openSeen) {
      closed.increment();
    }
    int exchanges = info < 0 ? RecordPorts.EXCHANGES_UNKNOWN : (int) (info >>> 8) & 0xffff;
    ring.offer(
        cookie,
        start,
        openedNanos == 0 ? -1 : start - openedNanos,
        RecordFacts.closed(
            RecordFacts.CLOSED,
            role,
            initiator,
            how,
            site,
            openSeen ? OpenConnections.site(word) : CallSites.UNKNOWN,
            flags),
        RecordPorts.pack(localPort, remotePort, exchanges, System.nanoTime() - start),
        remote);
  }

  private void shuttingOutput(
      long start,
      int descriptor,
      FileDescriptor object,
      int localPort,
      InetAddress remote,
      int remotePort)
      throws Throwable {
    int owner = owner(object);
    long word = open.find(descriptor, owner);
    int known = OpenConnections.state(word);
    if (known == OpenConnections.HALF_CLOSED || known == OpenConnections.CLOSED) {
      return;
    }
    SocketProbe kernel = probe();
    long info = kernel.tcpInfo(descriptor, object);
    Initiator initiator = Classification.atShutdownOutput(info < 0 ? -1 : (int) info & 0xff);
    if (initiator == Initiator.UNKNOWN) {
      return;
    }
    long cookie = initiator == Initiator.LOCAL ? kernel.cookie(descriptor) : 0;
    int site = initiator == Initiator.LOCAL ? callSites.read() : CallSites.UNKNOWN;
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
              0),
          RecordPorts.pack(
              localPort, remotePort, RecordPorts.EXCHANGES_UNKNOWN, System.nanoTime() - start),
          remote);
    }
  }

  private void connectFailed(Object remote, Throwable failure) {
    InetSocketAddress address =
        remote instanceof InetSocketAddress ? (InetSocketAddress) remote : null;
    if (address == null || address.getAddress() == null) {
      return;
    }
    long now = System.nanoTime();
    ConnectFailureReason reason = ConnectFailureReason.of(failure);
    int site = openingWalks.take(now) ? callSites.read() : CallSites.UNKNOWN;
    ring.offer(
        0,
        now,
        -1,
        RecordFacts.connectFailed(reason, site),
        RecordPorts.pack(0, address.getPort(), RecordPorts.EXCHANGES_UNKNOWN, 0),
        address.getAddress());
    if (reason == ConnectFailureReason.ADDRESS_UNAVAILABLE) {
      ring.wakeReader();
    }
  }

  private void linger(FileDescriptor object, Object value) throws Throwable {
    int descriptor = object == null ? -1 : SocketFields.number(object);
    if (descriptor >= 0) {
      // Socket.setSoLinger(false, …) comes as Boolean.FALSE.
      boolean zero = value instanceof Integer && (Integer) value == 0;
      open.linger(descriptor, owner(object), zero);
    }
  }

  private SocketProbe probe() {
    SocketProbe known = libc;
    return known == null ? WithoutLibc.PROBE : known;
  }

  private boolean isAgents() {
    if (!AgentThread.isCurrent()) {
      return false;
    }
    seenFromAgent.incrementAndGet();
    return true;
  }

  private static boolean sendsOnClose(int state) {
    return state == TcpState.ESTABLISHED.number()
        || state == TcpState.CLOSE_WAIT.number()
        || state == TcpState.FIN_WAIT_1.number()
        || state == TcpState.FIN_WAIT_2.number();
  }

  private static int owner(FileDescriptor object) {
    int hash = System.identityHashCode(object);
    return hash == 0 ? 1 : hash;
  }

  private static int port(SocketAddress address) {
    return address instanceof InetSocketAddress ? ((InetSocketAddress) address).getPort() : 0;
  }

  private static RuntimeException rethrow(Throwable error) {
    if (error instanceof Error) {
      throw (Error) error;
    }
    // SocketHooks counts it; the application never sees it.
    throw new IllegalStateException(error);
  }

  /** Made at the first question: it initialises classes that a program may never need. */
  private static final class WithoutLibc {
    static final SocketProbe PROBE = new JdkProbe();
  }
}
