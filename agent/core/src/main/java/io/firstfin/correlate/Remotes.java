package io.firstfin.correlate;

import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The remote ends that have a count of their own, by role, address and port: the destinations that
 * this JVM connects to, and the clients of its servers. Open addressing, so that a census can ask
 * for every socket without allocation. Bounded: connections for which there is no room are counted
 * at {@link #OTHER}. One thread.
 */
final class Remotes {
  /** Index that means: no remote end with a count of its own. */
  static final int OTHER = 0;

  /** Remote ends that are counted at one time. */
  static final int LARGEST = 4096;

  /** How many of them may be other than destinations, because a server's clients have no bound. */
  static final int LARGEST_OF_OTHERS = LARGEST / 4 * 3;

  /** A remote end that was idle for longer is forgotten. */
  static final long IDLE_NANOS = 300_000_000_000L;

  private final ConnectionTally[] byIndex = new ConnectionTally[LARGEST];
  private ConnectionTally[] table = new ConnectionTally[LARGEST * 4];

  /** All of them, so that nobody searches {@link #byIndex}, which is almost empty. */
  private final List<ConnectionTally> live = new ArrayList<ConnectionTally>();

  private int others;

  ConnectionTally get(int index) {
    return index == OTHER ? null : byIndex[index];
  }

  /** The remote end, or null when it is not known. */
  ConnectionTally find(Role role, long high, long low, int port) {
    return table[locate(role, high, low, port)];
  }

  /** The remote end, which is added if it is new; null when there is no room. */
  ConnectionTally intern(Role role, long high, long low, int port, long nanoTime) {
    int at = locate(role, high, low, port);
    if (table[at] != null) {
      return table[at];
    }
    boolean other = role != Role.CLIENT;
    if (live.size() >= LARGEST - 1 || other && others >= LARGEST_OF_OTHERS) {
      return null;
    }
    for (int index = 1; index < LARGEST; index++) {
      // The search begins after the last index given out, so that it is short.
      int candidate = 1 + (live.size() + index - 1) % (LARGEST - 1);
      if (byIndex[candidate] == null) {
        ConnectionTally remote = new ConnectionTally(candidate, role, high, low, port, nanoTime);
        byIndex[candidate] = remote;
        table[at] = remote;
        live.add(remote);
        others += other ? 1 : 0;
        return remote;
      }
    }
    return null;
  }

  /** A list that the caller may sort. */
  List<ConnectionTally> all() {
    return new ArrayList<ConnectionTally>(live);
  }

  /**
   * Forgets remote ends that no record names, that have no open connection and that were idle for
   * five minutes. Returns true if there were some.
   *
   * @param references how many records name each, by index
   * @param openKnown whether the last census still shows what is open
   */
  boolean evictIdle(long nanoTime, int[] references, boolean openKnown) {
    boolean evicted = false;
    Iterator<ConnectionTally> each = live.iterator();
    while (each.hasNext()) {
      ConnectionTally remote = each.next();
      if (references[remote.index] == 0
          && (remote.sockets.open == 0 || !openKnown)
          && nanoTime - remote.lastNanos > IDLE_NANOS) {
        byIndex[remote.index] = null;
        each.remove();
        others -= remote.role == Role.CLIENT ? 0 : 1;
        evicted = true;
      }
    }
    if (evicted) {
      table = new ConnectionTally[table.length];
      for (ConnectionTally remote : live) {
        table[locate(remote.role, remote.high, remote.low, remote.port)] = remote;
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
