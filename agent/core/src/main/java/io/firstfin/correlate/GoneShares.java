package io.firstfin.correlate;

import io.firstfin.record.RecordFacts;
import io.firstfin.record.RecordPorts;
import io.firstfin.vocabulary.Role;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often the socket of a close is gone, by destination or listening port. Now and then the
 * peer's FIN arrives in the few microseconds before ours. Where the socket is gone nearly each
 * time, the peer answers our FIN with a reset, as some brokers do, and a socket that is gone proves
 * nothing. Bounded. One thread.
 */
final class GoneShares {
  private static final int LARGEST = 1024;

  /**
   * How many sockets may be gone for each one found: the peer's FIN does not come first more often
   * than four times of five.
   */
  private static final int MOST_GONE_TO_FOUND = 4;

  /** Found and gone, by the remote address and port, or by the listening port. */
  private final Map<String, int[]> counts =
      new LinkedHashMap<String, int[]>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, int[]> eldest) {
          return size() > LARGEST;
        }
      };

  /** Takes a close whose socket was found. */
  void found(long facts, long ports, Object remote) {
    of(facts, ports, remote)[0]++;
  }

  /** Takes a close whose socket is gone. Returns whether that proves that the peer closed first. */
  boolean gone(long facts, long ports, Object remote) {
    int[] count = of(facts, ports, remote);
    count[1]++;
    return count[1] <= MOST_GONE_TO_FOUND * (long) count[0];
  }

  private int[] of(long facts, long ports, Object remote) {
    String key =
        RecordFacts.role(facts) == Role.SERVER
            ? Integer.toString(RecordPorts.local(ports))
            : remote + ":" + RecordPorts.remote(ports);
    return counts.computeIfAbsent(key, unknown -> new int[2]);
  }
}
