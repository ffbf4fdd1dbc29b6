package io.firstfin.correlate;

import io.firstfin.kernel.KernelSocket;
import io.firstfin.kernel.SocketAddresses;
import io.firstfin.record.RecordPorts;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.TcpState;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Connections of which this JVM has both ends, and both count as first: their FINs crossed, or one
 * FIN came to the other end between that end's question and its close. The kernel shows which it
 * was: both ends are in TIME_WAIT after FINs that crossed (RFC 9293, section 3.6, case 3),
 * otherwise only the end that closed first. One thread.
 */
final class Crossings {
  private static final int SETS = 512;
  private static final int WAYS = 4;
  private static final int LARGEST = 1024;

  /** Censuses that must miss a socket: a dump is no snapshot and can miss one once. */
  private static final int MISSES = 2;

  // The last closes by the hash of their ports. The oldest of one hash is replaced first.
  private final long[] ports = new long[SETS * WAYS];
  private final long[] openedNanos = new long[SETS * WAYS];
  private final long[] closedNanos = new long[SETS * WAYS];
  private final long[] keys = new long[SETS * WAYS];
  private final boolean[] byCookie = new boolean[SETS * WAYS];
  private final InetAddress[] remotes = new InetAddress[SETS * WAYS];

  private final List<Crossing> unsettled = new ArrayList<Crossing>();

  /** Takes the verdict of one end. */
  interface Verdict {
    /** The record is found by {@link ClosedSockets#find(long, boolean)}. */
    void is(long key, boolean byCookie, Initiator right);
  }

  boolean isEmpty() {
    return unsettled.isEmpty();
  }

  /**
   * Takes a connection that this JVM closed first, maybe with its peer, by its record.
   *
   * @param index of the record in {@code records}
   * @param packed ports by {@link RecordPorts}
   */
  void closed(
      ClosedSockets records, int index, InetAddress remote, long packed, long opened, long closed) {
    int local = RecordPorts.local(packed);
    int far = RecordPorts.remote(packed);
    int hash = (int) ClosedSockets.mix((long) Math.min(local, far) << 16 | Math.max(local, far));
    int oldest = (hash & SETS - 1) * WAYS;
    for (int slot = oldest, end = oldest + WAYS; slot < end; slot++) {
      if (ports[slot] == ((long) far << 16 | local) && overlaps(slot, opened, closed)) {
        cross(records, slot, index, remote);
      }
      if (remotes[oldest] != null
          && (remotes[slot] == null || closedNanos[slot] - closedNanos[oldest] < 0)) {
        oldest = slot;
      }
    }
    ports[oldest] = (long) local << 16 | far;
    openedNanos[oldest] = opened;
    closedNanos[oldest] = closed;
    keys[oldest] = records.key(index);
    byCookie[oldest] = records.isByCookie(index);
    remotes[oldest] = remote;
  }

  /** Two connections of one address pair are never open at the same time. */
  private boolean overlaps(int slot, long opened, long closed) {
    return remotes[slot] != null
        && openedNanos[slot] - closed < 0
        && opened - closedNanos[slot] < 0;
  }

  private void cross(ClosedSockets records, int slot, int index, InetAddress remote) {
    int other = records.find(keys[slot], byCookie[slot]);
    if (other < 0 || other == index || unsettled.size() >= LARGEST) {
      return;
    }
    End one = new End(keys[slot], byCookie[slot], remotes[slot], isLocal(records, other));
    End two =
        new End(records.key(index), records.isByCookie(index), remote, isLocal(records, index));
    if (one.isLocal || two.isLocal) {
      records.cross(other);
      records.cross(index);
      unsettled.add(new Crossing(one, two));
    }
  }

  private static boolean isLocal(ClosedSockets records, int index) {
    return records.initiator(index) == Initiator.LOCAL.ordinal();
  }

  OfCensus beginCensus() {
    return new OfCensus(unsettled);
  }

  /** Settles what a whole census has shown. */
  void settle(OfCensus census, Verdict verdict) {
    for (Crossing crossing : census.crossings) {
      if (crossing.settle(census, verdict)) {
        unsettled.remove(crossing);
      }
    }
  }

  /** The ends that one census looks for, and what it has seen of them. */
  static final class OfCensus {
    /** Crossings known when the census began. */
    private final List<Crossing> crossings;

    private final Set<Long> sought = new HashSet<Long>();
    private final Map<Long, Seen> seen = new HashMap<Long, Seen>();

    private OfCensus(List<Crossing> unsettled) {
      crossings = new ArrayList<Crossing>(unsettled);
      for (Crossing crossing : crossings) {
        sought.add(crossing.one.key);
        sought.add(crossing.other.key);
      }
    }

    /** Takes a socket whose record is marked as crossed. */
    void see(long key, KernelSocket socket) {
      if (sought.contains(key)) {
        seen.put(key, new Seen(socket));
      }
    }
  }

  /** A socket of a census. */
  private static final class Seen {
    final TcpState state;
    final long localHigh;
    final long localLow;

    Seen(KernelSocket socket) {
      state = socket.state();
      localHigh = socket.localHigh();
      localLow = socket.localLow();
    }

    boolean isInTimeWait() {
      return state == TcpState.TIME_WAIT;
    }

    boolean isPeerOf(End other) {
      return localHigh == SocketAddresses.high(other.remote)
          && localLow == SocketAddresses.low(other.remote);
    }
  }

  private static final class End {
    final long key;
    final boolean byCookie;
    final InetAddress remote;

    /** Whether it counts as the only end that was first. */
    final boolean isLocal;

    End(long key, boolean byCookie, InetAddress remote, boolean isLocal) {
      this.key = key;
      this.byCookie = byCookie;
      this.remote = remote;
      this.isLocal = isLocal;
    }
  }

  private static final class Crossing {
    final End one;
    final End other;
    int misses;

    Crossing(End one, End other) {
      this.one = one;
      this.other = other;
    }

    /** False when later censuses must decide. */
    boolean settle(OfCensus census, Verdict verdict) {
      Seen ofOne = census.seen.get(one.key);
      Seen ofOther = census.seen.get(other.key);
      if (isInTimeWait(ofOne) && isInTimeWait(ofOther)) {
        if (ofOne.isPeerOf(other) && ofOther.isPeerOf(one)) {
          verdict.is(one.key, one.byCookie, Initiator.SIMULTANEOUS);
          verdict.is(other.key, other.byCookie, Initiator.SIMULTANEOUS);
        }
        return true;
      }
      if (ofOne != null && ofOther != null || ++misses < MISSES) {
        return false;
      }
      if (isInTimeWait(ofOne) && ofOne.isPeerOf(other) && other.isLocal) {
        verdict.is(other.key, other.byCookie, Initiator.REMOTE);
      } else if (isInTimeWait(ofOther) && ofOther.isPeerOf(one) && one.isLocal) {
        verdict.is(one.key, one.byCookie, Initiator.REMOTE);
      }
      return true;
    }

    private static boolean isInTimeWait(Seen end) {
      return end != null && end.isInTimeWait();
    }
  }
}
