package io.firstfin.correlate;

import io.firstfin.kernel.OwnDescriptors;
import io.firstfin.picture.OpenerCount;
import io.firstfin.picture.Unconnected;
import io.firstfin.record.CallSite;
import io.firstfin.record.CallSites;
import io.firstfin.record.OpenConnections;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * This JVM's TCP sockets in CLOSE: since when, and who opened those that had a connection. A
 * descriptor may be reused between its listing and the question, so that the answer is for counting
 * only. One thread.
 */
final class UnconnectedSockets {
  private static final long MINUTE = 60_000_000_000L;

  /** Inode to the time when the socket was first seen in CLOSE. */
  private Map<Long, Long> since = new HashMap<Long, Long>();

  private final Map<Integer, Integer> openers = new HashMap<Integer, Integer>();
  private boolean known;
  private int olderThanMinute;
  private int onceConnected;
  private long oldest;
  private long lookedAt;

  /**
   * Asks the descriptors.
   *
   * @param inTables descriptors that a census has just seen, which need no question
   * @param states a descriptor's state; null when it is no TCP socket
   */
  void look(
      OwnDescriptors own,
      BitSet inTables,
      IntFunction<TcpState> states,
      OpenConnections open,
      long nanoTime) {
    Map<Long, Long> sinceNow = new HashMap<Long, Long>();
    openers.clear();
    olderThanMinute = 0;
    onceConnected = 0;
    oldest = nanoTime;
    lookedAt = nanoTime;
    known = true;
    own.forEach(
        (inode, descriptor) -> {
          if (inTables.get(descriptor) || states.apply(descriptor) != TcpState.CLOSED) {
            return;
          }
          Long before = since.get(inode);
          long first = before == null ? nanoTime : before;
          sinceNow.put(inode, first);
          oldest = Math.min(oldest, first);
          if (nanoTime - first >= MINUTE) {
            olderThanMinute++;
            if (open.role(descriptor) != Role.UNKNOWN) {
              onceConnected++;
              openers.merge(open.openingSite(descriptor), 1, Integer::sum);
            }
          }
        });
    since = sinceNow;
  }

  /** The last look says nothing any more. */
  void forget() {
    known = false;
  }

  /** Those of the last look. */
  int count() {
    return known ? since.size() : -1;
  }

  Unconnected picture(CallSites sites, int top) {
    if (!known) {
      return Unconnected.UNKNOWN;
    }
    List<OpenerCount> counts = new ArrayList<OpenerCount>();
    for (Map.Entry<Integer, Integer> opener : openers.entrySet()) {
      CallSite site = sites.get(opener.getKey());
      counts.add(new OpenerCount(site.line, site.via, site.frames, opener.getValue()));
    }
    counts.sort((a, b) -> Integer.compare(b.count, a.count));
    return new Unconnected(
        since.size(),
        olderThanMinute,
        since.isEmpty() ? Double.NaN : (lookedAt - oldest) / 1e9,
        onceConnected,
        counts.subList(0, Math.min(top, counts.size())));
  }
}
