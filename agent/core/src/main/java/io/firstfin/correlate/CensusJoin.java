package io.firstfin.correlate;

import io.firstfin.kernel.KernelSocket;
import io.firstfin.kernel.OwnDescriptors;
import io.firstfin.kernel.SocketVisitor;
import io.firstfin.record.OpenConnections;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.util.BitSet;

/**
 * Joins the sockets of one census with the closes that were recorded and the connections that are
 * open. {@link Correlator#beginCensus} makes one, {@link Correlator#endCensus} ends it. One thread.
 */
public final class CensusJoin implements SocketVisitor {
  /**
   * How many sockets are read between two drains of the ring: where the table is read as text, a
   * large one takes longer to read than a busy service takes to fill the ring.
   */
  private static final int DRAIN_EVERY = 1024;

  private static final Role[] ROLES = Role.values();
  private static final Initiator[] INITIATORS = Initiator.values();

  final CensusCounts counts;
  final Crossings.OfCensus crossings;
  final Listeners.OfCensus listening;

  /** Null when this process's descriptors could not be read. */
  final OwnDescriptors own;

  /** This JVM's descriptors whose sockets are in the tables. */
  final BitSet descriptorsSeen = new BitSet();

  /** When the census began. */
  final int seconds;

  private final long beginNanos;

  private final Correlator correlator;
  private final ClosedSockets closed;
  private final Remotes remotes;
  private final ListeningPorts listeningPorts;
  private final OpenConnections open;
  private final SocketCounter[][] counters;
  private final int lowestPort;
  private final int highestPort;
  private final JoinedSocket joined = new JoinedSocket();
  private int visited;

  CensusJoin(
      Correlator correlator, OwnDescriptors own, int lowestPort, int highestPort, long beginNanos) {
    this.beginNanos = beginNanos;
    this.correlator = correlator;
    this.own = own;
    this.lowestPort = lowestPort;
    this.highestPort = highestPort;
    closed = correlator.closed;
    open = correlator.open;
    remotes = correlator.facts.remotes;
    listeningPorts = correlator.facts.listeningPorts;
    seconds = correlator.seconds(beginNanos);
    counts = new CensusCounts(own != null);
    crossings = correlator.crossings.beginCensus();
    listening = correlator.listeners.beginCensus();
    counters = correlator.facts.beginCensus(beginNanos);
    closed.beginCensus();
  }

  @Override
  public void expect(long cookie) {
    closed.fetch(cookie);
  }

  @Override
  public void visit(KernelSocket socket) {
    if (++visited % DRAIN_EVERY == 0) {
      correlator.drain();
    }
    TcpState state = socket.state();
    counts.add(state.number());
    long inode = socket.inode();
    int descriptor = own == null || inode == 0 ? -1 : own.descriptorOf(inode);
    if (state == TcpState.LISTEN) {
      listen(socket, descriptor);
      return;
    }
    Role role =
        descriptor < 0
            ? Role.UNKNOWN
            : listening.resolve(open.role(descriptor), socket.localPort());
    ConnectionTally destination = destination(socket, role);
    if (destination != null && isEphemeral(socket.localPort())) {
      counts.addPort(destination, socket);
    }
    if (inode == 0) {
      withoutDescriptor(socket, state);
    } else if (descriptor >= 0) {
      withDescriptor(socket, state, descriptor, role, destination);
    }
  }

  private void listen(KernelSocket socket, int descriptor) {
    if (own == null || descriptor >= 0) {
      listening.add(socket.localPort());
    }
    if (descriptor >= 0) {
      counts.addOwn(TcpState.LISTEN.number());
      descriptorsSeen.set(descriptor);
      show(socket, TcpState.LISTEN, descriptor, Role.SERVER, null);
    }
  }

  /**
   * The destination towards which a socket takes a port. Sockets of any process count if this JVM
   * is a client of that destination; they count from its first connection there.
   */
  private ConnectionTally destination(KernelSocket socket, Role role) {
    ConnectionTally known =
        remotes.find(Role.CLIENT, socket.remoteHigh(), socket.remoteLow(), socket.remotePort());
    if (role != Role.CLIENT || known == null && !isEphemeral(socket.localPort())) {
      return known;
    }
    ConnectionTally destination = known == null ? intern(role, socket, socket.remotePort()) : known;
    if (destination != null) {
      destination.sockets.open++;
    }
    return destination;
  }

  private ConnectionTally intern(Role role, KernelSocket socket, int port) {
    ConnectionTally remote =
        remotes.intern(role, socket.remoteHigh(), socket.remoteLow(), port, beginNanos);
    if (remote != null) {
      remote.sockets.isPartial = true;
    }
    return remote;
  }

  private void withDescriptor(
      KernelSocket socket, TcpState state, int descriptor, Role role, ConnectionTally destination) {
    counts.addOwn(state.number());
    descriptorsSeen.set(descriptor);
    if (state == TcpState.FIN_WAIT_1 || state == TcpState.FIN_WAIT_2) {
      keepHalfClosed(socket);
    }
    if (counters[state.number()].length > 0) {
      ConnectionTally remote =
          role == Role.SERVER
              ? remotes.find(
                  Role.SERVER, socket.remoteHigh(), socket.remoteLow(), socket.localPort())
              : destination;
      show(socket, state, descriptor, role, remote);
    }
  }

  /** A half-closed connection can stay open for hours before its TIME_WAIT begins. */
  private void keepHalfClosed(KernelSocket socket) {
    int index = find(socket);
    if (index >= 0) {
      closed.keep(index);
    }
  }

  private int find(KernelSocket socket) {
    return closed.find(socket.cookie(), closed.hasPairs() ? Pairs.of(socket) : 0);
  }

  private void withoutDescriptor(KernelSocket socket, TcpState state) {
    int index = find(socket);
    if (index < 0 && correlator.isPending()) {
      // Closed since the census began: its record was in the ring before its FIN could leave.
      correlator.drain();
      index = find(socket);
    }
    if (index < 0 || !closed.see(index)) {
      return;
    }
    counts.addOwn(state.number());
    if (closed.isCrossed(index)) {
      crossings.see(closed.key(index), socket);
    }
    if (state == TcpState.TIME_WAIT) {
      // A reset leaves no TIME_WAIT: the unread data that would have caused one was read in
      // between.
      Initiator initiator = INITIATORS[closed.initiator(index)];
      boolean crossed = initiator == Initiator.SIMULTANEOUS;
      correlator.correct(index, crossed ? initiator : Initiator.LOCAL);
      timeWait(index, socket);
    } else if (state == TcpState.LAST_ACK && closed.isCertain(index, seconds)) {
      correlator.correct(index, Initiator.REMOTE);
    } else if (state == TcpState.CLOSING && closed.isCertain(index, seconds)) {
      correlator.correct(index, Initiator.SIMULTANEOUS);
    }
    if (counters[state.number()].length > 0) {
      ConnectionTally remote = remotes.get(closed.remote(index));
      Role role = remote == null ? resolve(index, socket) : remote.role;
      show(socket, state, JoinedSocket.CLOSED, role, remote);
    }
  }

  private void timeWait(int index, KernelSocket socket) {
    ConnectionTally remote = remotes.get(closed.remote(index));
    Role role = resolve(index, socket);
    if (remote == null) {
      // A socket that its Cleaner closed had no address left to report.
      boolean server = role == Role.SERVER;
      remote = intern(role, socket, server ? socket.localPort() : socket.remotePort());
      closed.remote(index, remote == null ? Remotes.OTHER : remote.index);
    }
    boolean server = (remote == null ? role : remote.role) == Role.SERVER;
    counts.addTimeWait(
        ClosingSite.key(closed.site(index), role, INITIATORS[closed.initiator(index)], How.FIN),
        remote,
        server ? socket.localPort() : 0);
  }

  /** Ends a census that was whole. */
  void end() {
    counts.end(remotes, listeningPorts, beginNanos);
  }

  private Role resolve(int index, KernelSocket socket) {
    return listening.resolve(ROLES[closed.role(index)], socket.localPort());
  }

  private void show(
      KernelSocket socket, TcpState state, int descriptor, Role role, ConnectionTally remote) {
    joined.kernel = socket;
    joined.descriptor = descriptor;
    joined.role = role;
    joined.remote = remote;
    for (SocketCounter counter : counters[state.number()]) {
      counter.see(joined);
    }
  }

  private boolean isEphemeral(int port) {
    return lowestPort >= 0 && port >= lowestPort && port <= highestPort;
  }
}
