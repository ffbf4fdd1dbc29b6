package io.firstfin.correlate;

import io.firstfin.kernel.KernelSocket;
import io.firstfin.kernel.SocketAddresses;
import io.firstfin.record.RecordPorts;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.TcpState;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Connections that this JVM has both ends of, where both took themselves to be first: their FINs
 * crossed, or one came to the other end between its question and its close. The kernel tells these
 * apart: both ends are in TIME_WAIT after FINs that crossed (RFC 9293, section 3.6, case 3), else
 * only the one that was first. One thread.
 */
final class Crossings {
  private static final int SETS = 512;
  private static final int WAYS = 4;
  private static final int LARGEST = 1024;

  /** A dump is no snapshot and can miss a socket once. */
  private static final int MISSES = 2;

  // The last closes by the hash of their ports; of one hash the oldest goes first.
  private final long[] ports = new long[SETS * WAYS];
  private final long[] openedNanos = new long[SETS * WAYS];
  private final long[] closedNanos = new long[SETS * WAYS];
  private final long[] keys = new long[SETS * WAYS];
  private final boolean[] byCookie = new boolean[SETS * WAYS];
  private final InetAddress[] remotes = new InetAddress[SETS * WAYS];

  private final List<Crossing> unsettled = new ArrayList<Crossing>();
  private final Map<Long, End> sought = new HashMap<Long, End>();

  /** Takes the verdict of one end. */
  interface Verdict {
    /** The record is found by {@link ClosedSockets#find(long, boolean)}. */
    void is(long key, boolean byCookie, Initiator right);
  }

  boolean isEmpty() {
    return unsettled.isEmpty();
  }

  /**
   * Takes a connection that this JVM closed first by its record.
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

  /** No two connections of one pair live at one time. */
  private boolean overlaps(int slot, long opened, long closed) {
    return remotes[slot] != null
        && openedNanos[slot] - closed < 0
        && opened - closedNanos[slot] < 0;
  }

  private void cross(ClosedSockets records, int slot, int index, InetAddress remote) {
    int other = records.find(keys[slot], byCookie[slot]);
    if (other >= 0 && other != index && unsettled.size() < LARGEST) {
      records.cross(other);
      records.cross(index);
      unsettled.add(
          new Crossing(
              new End(keys[slot], byCookie[slot], remotes[slot]),
              new End(records.key(index), records.isByCookie(index), remote)));
    }
  }

  void beginCensus() {
    sought.clear();
    for (Crossing crossing : unsettled) {
      crossing.inCensus = true;
      for (End end : crossing.ends) {
        end.state = null;
        sought.put(end.key, end);
      }
    }
  }

  /** Takes a socket of the census whose record is marked as crossed. */
  void see(long key, KernelSocket socket) {
    End end = sought.get(key);
    if (end != null) {
      end.state = socket.state();
      end.localHigh = socket.localHigh();
      end.localLow = socket.localLow();
    }
  }

  /** Ends a census that was whole. */
  void settle(Verdict verdict) {
    for (Iterator<Crossing> all = unsettled.iterator(); all.hasNext(); ) {
      Crossing crossing = all.next();
      if (crossing.inCensus && crossing.settle(verdict)) {
        all.remove();
      }
    }
  }

  private static final class End {
    final long key;
    final boolean byCookie;
    final InetAddress remote;

    // Of this census.
    TcpState state;
    long localHigh;
    long localLow;

    End(long key, boolean byCookie, InetAddress remote) {
      this.key = key;
      this.byCookie = byCookie;
      this.remote = remote;
    }

    boolean isInTimeWait() {
      return state == TcpState.TIME_WAIT;
    }

    boolean isPeerOf(End other) {
      return localHigh == SocketAddresses.high(other.remote)
          && localLow == SocketAddresses.low(other.remote);
    }
  }

  private static final class Crossing {
    final End[] ends;
    boolean inCensus;
    int misses;

    Crossing(End one, End other) {
      ends = new End[] {one, other};
    }

    /** False when later censuses have to tell. */
    boolean settle(Verdict verdict) {
      if (ends[0].isInTimeWait() && ends[1].isInTimeWait()) {
        if (ends[0].isPeerOf(ends[1]) && ends[1].isPeerOf(ends[0])) {
          verdict.is(ends[0].key, ends[0].byCookie, Initiator.SIMULTANEOUS);
          verdict.is(ends[1].key, ends[1].byCookie, Initiator.SIMULTANEOUS);
        }
        return true;
      }
      if (ends[0].state != null && ends[1].state != null) {
        return false;
      }
      if (++misses < MISSES) {
        return false;
      }
      for (int i = 0; i < 2; i++) {
        End first = ends[i];
        End second = ends[1 - i];
        if (first.isInTimeWait() && first.isPeerOf(second)) {
          verdict.is(second.key, second.byCookie, Initiator.REMOTE);
        }
      }
      return true;
    }
  }
}
