package io.firstfin.correlate;

import io.firstfin.kernel.KernelSocket;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;

/**
 * What one census has counted of sockets that can be a hundred thousand, above all those in
 * TIME_WAIT: several facts are made from it. {@link CensusJoin} calls it directly, without a list
 * of collectors, because each call is made for each socket. One thread.
 */
final class CensusCounts {
  /** No key is 0. */
  private static final long USED = 1L << 31;

  /** Whether live sockets have an owner. */
  final boolean areOwnersKnown;

  /** By {@link TcpState#number}. */
  final int[] states = new int[12];

  /** By {@link TcpState#number}. */
  final int[] statesOfThisJvm = new int[12];

  /** This JVM's, by the role's ordinal. */
  final int[] timeWaitByRole = new int[Role.values().length];

  /** This JVM's TIME_WAIT by {@link #subject} and {@link #low}: the remote end and call site. */
  final PairCounts timeWaitByRemoteAndSite = new PairCounts();

  /** This JVM's TIME_WAIT by {@link #subject} and {@link #low}: the listening port and site. */
  final PairCounts timeWaitByPortAndSite = new PairCounts();

  /** This JVM's TIME_WAIT by {@link #low}: what {@link ClosingSite#key} tells apart. */
  final PairCounts timeWaitByKind = new PairCounts();

  private final PairCounts portsByRemoteAndSource = new PairCounts();

  CensusCounts(boolean areOwnersKnown) {
    this.areOwnersKnown = areOwnersKnown;
  }

  /** Takes anybody's socket. */
  void add(int state) {
    states[state]++;
  }

  /** Takes a socket that is found to be this JVM's. */
  void addOwn(int state) {
    statesOfThisJvm[state]++;
  }

  /** Takes anybody's socket that has an ephemeral port towards a destination. */
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
   * @param remote null when it is not told apart
   * @param listeningPort null as a client, or when it is not told apart
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

  /** The census was whole: the fullest source address counts. */
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
