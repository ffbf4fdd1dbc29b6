package io.firstfin.correlate;

import io.firstfin.kernel.KernelSocket;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;

/**
 * What one census has counted of the sockets that can be a hundred thousand, above all those in
 * TIME_WAIT. Several facts are made from it. {@link CensusJoin} calls it directly and not as one of
 * a list of collectors, because it calls it for each socket: then as little as possible is counted,
 * and {@link #end} makes the figures of it. One thread.
 */
final class CensusCounts {
  /** No key is 0. */
  private static final long USED = 1L << 31;

  private static final int REMOTE_SHIFT = 32;
  private static final int PORT_SHIFT = 48;
  private static final int MASK = 0xffff;

  /** Whether the owners of live sockets are known. */
  final boolean areOwnersKnown;

  /** Sockets of any process, by {@link TcpState#number}. */
  final int[] states = new int[12];

  /** This JVM's sockets, by {@link TcpState#number}. */
  final int[] statesOfThisJvm = new int[12];

  /** This JVM's sockets in TIME_WAIT, by the role's ordinal. */
  final int[] timeWaitByRole = new int[Role.values().length];

  /** This JVM's TIME_WAIT by {@link #subject} and {@link #low}: the remote end and call site. */
  final PairCounts timeWaitByRemoteAndSite = new PairCounts();

  /** This JVM's TIME_WAIT by {@link #subject} and {@link #low}: the listening port and site. */
  final PairCounts timeWaitByPortAndSite = new PairCounts();

  /** This JVM's TIME_WAIT by {@link #low}, which holds a {@link ClosingSite#key}. */
  final PairCounts timeWaitByKind = new PairCounts();

  /** This JVM's TIME_WAIT by {@link #low}, remote end and listening port. */
  private final PairCounts timeWait = new PairCounts();

  /** Ports at other source addresses than {@link SocketsOfCensus#source}. */
  private final PairCounts portsByRemoteAndSource = new PairCounts();

  CensusCounts(boolean areOwnersKnown) {
    this.areOwnersKnown = areOwnersKnown;
  }

  /** Takes a socket of any process. */
  void add(int state) {
    states[state]++;
  }

  /** Takes a socket that was found to be this JVM's. */
  void addOwn(int state) {
    statesOfThisJvm[state]++;
  }

  /** Takes a socket of any process that has an ephemeral port towards a destination. */
  void addPort(ConnectionTally destination, KernelSocket socket) {
    SocketsOfCensus sockets = destination.sockets;
    long source = socket.localHigh() * 31 + socket.localLow() & 0xffffffffffffL;
    if (sockets.portsUsed == 0 || sockets.source == source) {
      sockets.source = source;
      sockets.portsUsed++;
    } else {
      portsByRemoteAndSource.increment((long) destination.index << 48 | source);
    }
    if (socket.state() == TcpState.TIME_WAIT) {
      sockets.timeWaitAll++;
    }
  }

  /**
   * Takes a socket of this JVM's in TIME_WAIT.
   *
   * @param kind by {@link ClosingSite#key}
   * @param remote null when it has no count of its own
   * @param listeningPort 0 as a client
   */
  void addTimeWait(int kind, ConnectionTally remote, int listeningPort) {
    int index = remote == null ? Remotes.OTHER : remote.index;
    timeWait.increment(
        (long) listeningPort << PORT_SHIFT | (long) index << REMOTE_SHIFT | USED | kind);
  }

  /** The part of a key that names a remote end or a listening port. */
  static int subject(long key) {
    return (int) (key >>> 32);
  }

  /** The part of a key that names a call site or kind of close. */
  static int low(long key) {
    return (int) (key & USED - 1);
  }

  /** Ends a census that was whole. */
  void end(Remotes remotes, ListeningPorts ports, long beginNanos) {
    for (int i = 0; i < timeWait.bound(); i++) {
      long key = timeWait.key(i);
      if (key != 0) {
        int kind = low(key);
        int port = (int) (key >>> PORT_SHIFT);
        ConnectionTally remote = remotes.get((int) (key >>> REMOTE_SHIFT) & MASK);
        timeWaitByKind.add(USED | kind, timeWait.count(i));
        Role role = remote == null ? ClosingSite.role(kind) : remote.role;
        timeWaitByRole[role.ordinal()] += timeWait.count(i);
        if (remote != null) {
          addToRemote(remote, ClosingSite.site(kind), timeWait.count(i));
        }
        if (port != 0) {
          addToPort(ports.intern(port, beginNanos), ClosingSite.site(kind), timeWait.count(i));
        }
      }
    }
    mostPorts(remotes);
  }

  private void addToRemote(ConnectionTally remote, int site, int count) {
    remote.sockets.timeWait += count;
    if (remote.role == Role.SERVER) {
      remote.sockets.timeWaitAll += count;
    }
    timeWaitByRemoteAndSite.add((long) remote.index << 32 | USED | site, count);
  }

  /** {@code port} is null when it has no count of its own. */
  private void addToPort(ConnectionTally port, int site, int count) {
    if (port != null) {
      port.sockets.timeWait += count;
      timeWaitByPortAndSite.add((long) port.port << 32 | USED | site, count);
    }
  }

  /** The ports used towards a destination are those of the source that has taken the most. */
  private void mostPorts(Remotes remotes) {
    for (int i = 0; i < portsByRemoteAndSource.bound(); i++) {
      long key = portsByRemoteAndSource.key(i);
      ConnectionTally remote = key == 0 ? null : remotes.get((int) (key >>> 48));
      if (remote != null) {
        remote.sockets.portsUsed =
            Math.max(remote.sockets.portsUsed, portsByRemoteAndSource.count(i));
      }
    }
  }
}
