package io.firstfin.correlate;

import io.firstfin.kernel.KernelSocket;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;

/**
 * What one census has counted of the sockets that can be a hundred thousand, above all those in
 * TIME_WAIT. Several facts are made from it. {@link CensusJoin} calls it directly and not as one of
 * a list of collectors, because it calls it for each socket. One thread.
 */
final class CensusCounts {
  /** No key is 0. */
  private static final long USED = 1L << 31;

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
    long source = socket.localHigh() * 31 + socket.localLow();
    portsByRemoteAndSource.increment((long) destination.index << 48 | source & 0xffffffffffffL);
    if (socket.state() == TcpState.TIME_WAIT) {
      destination.sockets.timeWaitAll++;
    }
  }

  /**
   * Takes a socket of this JVM's in TIME_WAIT.
   *
   * @param role of the close
   * @param remote null when it has no count of its own
   * @param listeningPort null as a client, or when it has no count of its own
   */
  void addTimeWait(
      Role role,
      Initiator initiator,
      int site,
      ConnectionTally remote,
      ConnectionTally listeningPort) {
    timeWaitByKind.increment(USED | ClosingSite.key(site, role, initiator, How.FIN));
    Role counted = remote == null ? role : remote.role;
    timeWaitByRole[counted.ordinal()]++;
    if (listeningPort != null) {
      listeningPort.sockets.timeWait++;
      timeWaitByPortAndSite.increment((long) listeningPort.port << 32 | USED | site);
    }
    if (remote != null) {
      remote.sockets.timeWait++;
      if (remote.role == Role.SERVER) {
        remote.sockets.timeWaitAll++;
      }
      timeWaitByRemoteAndSite.increment((long) remote.index << 32 | USED | site);
    }
  }

  /** The part of a key that names a remote end or a listening port. */
  static int subject(long key) {
    return (int) (key >>> 32);
  }

  /** The part of a key that names a call site or kind of close. */
  static int low(long key) {
    return (int) (key & USED - 1);
  }

  /**
   * Ends a census that was whole. The ports used towards a destination are those of the source
   * address that has taken the most.
   */
  void end(Remotes remotes) {
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
