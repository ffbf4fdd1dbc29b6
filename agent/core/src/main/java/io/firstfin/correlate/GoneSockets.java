package io.firstfin.correlate;

import io.firstfin.kernel.SocketAddresses;
import io.firstfin.record.RecordFacts;
import io.firstfin.record.RecordPorts;
import io.firstfin.record.TcpInfo;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Weighs what it means that the socket of a close is gone. Usually the peer's FIN has arrived in
 * the few microseconds before ours, and the peer has acknowledged our FIN. But a connection that
 * ends otherwise leaves no socket either:
 *
 * <ul>
 *   <li>The peer answers our FIN with a reset, as some brokers do. Then the socket is gone nearly
 *       each time, which a race of FINs never brings about.
 *   <li>Data comes after our close, so that this host resets the connection; or the table of
 *       TIME_WAIT sockets is full. The kernel counts both.
 *   <li>The kernel has given the address pair to another connection.
 * </ul>
 *
 * Bounded. One thread.
 */
final class GoneSockets {
  private static final int LARGEST = 1024;

  /**
   * How many sockets may be gone for each one found: the peer's FIN does not come first more often
   * than four times of five.
   */
  private static final int MOST_GONE_TO_FOUND = 4;

  /** Where so many are gone for each one found, even a few closes show that no peer resets. */
  private static final int CLEARLY_FOUND = 2;

  /** From so many closes on, nearly all gone means that the peer resets. */
  private static final int ENOUGH = 16;

  /** From so many closes on, every ratio means what it says. */
  private static final int MANY = 64;

  /** At so many closes their counts are halved, so that a peer that changes is noticed. */
  private static final int HALVED = 4096;

  /**
   * The kernel may give the address pair of a socket in TIME_WAIT to a new connection after a
   * second (net.ipv4.tcp_tw_reuse_delay).
   */
  private static final long REUSE_NANOS = 900_000_000L;

  private static final int FOUND = 0;
  private static final int GONE = 1;

  private final SkippedTimeWait skipped;

  /**
   * {@link #FOUND} and {@link #GONE}, by {@link #peer} and by {@link #port}. What was used least
   * lately goes first.
   */
  private final Map<Long, int[]> counts =
      new LinkedHashMap<Long, int[]>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, int[]> eldest) {
          return size() > LARGEST;
        }
      };

  GoneSockets(SkippedTimeWait skipped) {
    this.skipped = skipped;
  }

  /** Whether the address pair of a close may belong to another connection by now. */
  static boolean isOld(long closeNanos, long now) {
    return now - closeNanos >= REUSE_NANOS;
  }

  /** Begins with the closes of one moment. */
  void begin() {
    skipped.begin();
  }

  /** Ends with them. */
  void end() {
    skipped.end();
  }

  /** Takes a close whose socket was found, or that is known to have ended in order. */
  void found(long facts, long ports, InetAddress remote) {
    count(facts, ports, remote, FOUND);
  }

  /**
   * Takes a close whose socket is gone. All closes of a moment must be taken before the first
   * {@link #verdict} on one of them.
   */
  void gone(long facts, long ports, InetAddress remote) {
    count(facts, ports, remote, RecordFacts.is(facts, RecordFacts.ENDED) ? FOUND : GONE);
  }

  /** Takes a close whose verdict was final from the beginning. */
  void settled(long facts, long info) {
    if (RecordFacts.kind(facts) == RecordFacts.CLOSED
        && RecordFacts.initiator(facts).includesLocal()
        && TcpInfo.is(info, TcpInfo.TLS)) {
      skipped.maybeReset();
    }
  }

  /**
   * The verdict on a close that {@link #gone} has taken. The closes with TLS must come before the
   * others of the same moment, because they are reset more often: the peer answers a close_notify
   * with its own.
   */
  Initiator verdict(long facts, long ports, InetAddress remote) {
    if (RecordFacts.is(facts, RecordFacts.ENDED)) {
      // It had ended in order right after our FIN; only a full table can have left no TIME_WAIT.
      return skipped.takeOverflow() ? Initiator.LOCAL : Initiator.REMOTE;
    }
    if (skipped.takeReset()) {
      return skipped.isMaybeOfAnother() ? Initiator.UNKNOWN : Initiator.LOCAL;
    }
    return skipped.takeOverflow() ? Initiator.LOCAL : usual(facts, ports, remote);
  }

  /** The verdict by what the sockets of other closes have shown. */
  private Initiator usual(long facts, long ports, InetAddress remote) {
    int[] count = of(port(facts, ports));
    if (RecordFacts.role(facts) != Role.SERVER) {
      int[] ofPeer = of(peer(facts, ports, remote));
      count = ofPeer[FOUND] + ofPeer[GONE] < ENOUGH ? count : ofPeer;
    }
    int total = count[FOUND] + count[GONE];
    if (count[GONE] <= CLEARLY_FOUND * count[FOUND]) {
      return Initiator.REMOTE;
    }
    if (total >= ENOUGH && count[GONE] > MOST_GONE_TO_FOUND * count[FOUND]) {
      return Initiator.LOCAL;
    }
    return total >= MANY ? Initiator.REMOTE : Initiator.UNKNOWN;
  }

  private void count(long facts, long ports, InetAddress remote, int what) {
    count(of(port(facts, ports)), what);
    if (RecordFacts.role(facts) != Role.SERVER) {
      count(of(peer(facts, ports, remote)), what);
    }
  }

  private static void count(int[] counts, int what) {
    counts[what]++;
    if (counts[FOUND] + counts[GONE] >= HALVED) {
      counts[FOUND] /= 2;
      counts[GONE] /= 2;
    }
  }

  private int[] of(long key) {
    return counts.computeIfAbsent(key, unknown -> new int[2]);
  }

  private static long peer(long facts, long ports, InetAddress remote) {
    long address = SocketAddresses.high(remote) ^ ClosedSockets.mix(SocketAddresses.low(remote));
    return ClosedSockets.mix(address) ^ port(facts, ports) << 32;
  }

  /** The port of the side that listens. */
  static long port(long facts, long ports) {
    return RecordFacts.role(facts) == Role.SERVER
        ? RecordPorts.local(ports) << 1 | 1
        : RecordPorts.remote(ports) << 1;
  }
}
