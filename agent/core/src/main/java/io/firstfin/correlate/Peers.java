package io.firstfin.correlate;

import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * The destinations of this JVM, by role, address and port. Open addressing, so that a census can
 * ask for every socket without allocation. Bounded: what finds no room goes to {@link #OTHER}. One
 * thread.
 */
final class Peers {
  /** Index of "no destination that is told apart". */
  static final int OTHER = 0;

  /** Destinations told apart at one time. */
  static final int LARGEST = 4096;

  /** Of them, those to which this JVM did not connect: a server's clients can be without number. */
  static final int LARGEST_OF_OTHERS = LARGEST / 4 * 3;

  /** What was idle for longer is forgotten. */
  static final long IDLE_NANOS = 300_000_000_000L;

  private final Peer[] byIndex = new Peer[LARGEST];
  private Peer[] table = new Peer[LARGEST * 4];
  private int live;
  private int others;

  Peer get(int index) {
    return index == OTHER ? null : byIndex[index];
  }

  /** The destination, or null when it is not known. */
  Peer find(Role role, long high, long low, int port) {
    return table[locate(role, high, low, port)];
  }

  /** The destination, new if need be; null when there is no room. */
  Peer intern(Role role, long high, long low, int port, long nanoTime) {
    int at = locate(role, high, low, port);
    if (table[at] != null) {
      return table[at];
    }
    boolean other = role != Role.CLIENT;
    if (live >= LARGEST - 1 || other && others >= LARGEST_OF_OTHERS) {
      return null;
    }
    for (int index = 1; index < LARGEST; index++) {
      // From the last one given out, so that the search is short.
      int candidate = 1 + (live + index - 1) % (LARGEST - 1);
      if (byIndex[candidate] == null) {
        Peer peer = new Peer(candidate, role, high, low, port, nanoTime);
        byIndex[candidate] = peer;
        table[at] = peer;
        live++;
        others += other ? 1 : 0;
        return peer;
      }
    }
    return null;
  }

  List<Peer> all() {
    List<Peer> all = new ArrayList<Peer>(live);
    for (Peer peer : byIndex) {
      if (peer != null) {
        all.add(peer);
      }
    }
    return all;
  }

  /**
   * Forgets destinations that no record names, that have no open connection and that were idle for
   * five minutes; true if there were some.
   */
  boolean evictIdle(long nanoTime) {
    boolean evicted = false;
    for (int index = 1; index < LARGEST; index++) {
      Peer peer = byIndex[index];
      if (peer != null
          && peer.references == 0
          && peer.open == 0
          && nanoTime - peer.lastNanos > IDLE_NANOS) {
        byIndex[index] = null;
        live--;
        others -= peer.role == Role.CLIENT ? 0 : 1;
        evicted = true;
      }
    }
    if (evicted) {
      table = new Peer[table.length];
      for (Peer peer : byIndex) {
        if (peer != null) {
          table[locate(peer.role, peer.high, peer.low, peer.port)] = peer;
        }
      }
    }
    return evicted;
  }

  private int locate(Role role, long high, long low, int port) {
    int mask = table.length - 1;
    long mixed =
        ClosedSockets.mix(high ^ Long.rotateLeft(low, 17) ^ (long) port << 40 ^ role.ordinal());
    int index = (int) (mixed & mask);
    while (table[index] != null && !table[index].is(role, high, low, port)) {
      index = index + 1 & mask;
    }
    return index;
  }
}
