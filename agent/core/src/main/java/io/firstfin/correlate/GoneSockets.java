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

  /**
   * The kernel may give the address pair of a socket in TIME_WAIT to a new connection after a
   * second (net.ipv4.tcp_tw_reuse_delay).
   */
  private static final long REUSE_NANOS = 900_000_000L;

  private final SkippedTimeWait skipped;

  /** Found and gone, by a hash of the remote address and port, or of the listening port. */
  private final Map<Long, int[]> counts =
      new LinkedHashMap<Long, int[]>() {
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

  /** Takes a close whose socket was found. */
  void found(long facts, long ports, InetAddress remote) {
    of(facts, ports, remote)[0]++;
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
   * Takes a close whose socket is gone, and returns its verdict. The closes with TLS must come
   * before the others of the same moment, because they are reset more often: the peer answers a
   * close_notify with its own.
   */
  Initiator verdict(long facts, long ports, InetAddress remote) {
    int[] count = of(facts, ports, remote);
    count[1]++;
    if (RecordFacts.is(facts, RecordFacts.ENDED)) {
      // It had ended in order right after our FIN; only a full table can have left no TIME_WAIT.
      return skipped.takeOverflow() ? Initiator.LOCAL : Initiator.REMOTE;
    }
    boolean isReset = skipped.takeReset();
    if (isReset && skipped.isMaybeOfAnother()) {
      return Initiator.UNKNOWN;
    }
    boolean isUsual = count[1] > MOST_GONE_TO_FOUND * (long) count[0];
    return isReset || isUsual || skipped.takeOverflow() ? Initiator.LOCAL : Initiator.REMOTE;
  }

  private int[] of(long facts, long ports, InetAddress remote) {
    long key =
        RecordFacts.role(facts) == Role.SERVER
            ? RecordPorts.local(ports)
            : ClosedSockets.mix(
                    SocketAddresses.high(remote) ^ ClosedSockets.mix(SocketAddresses.low(remote)))
                ^ (long) RecordPorts.remote(ports) << 32;
    return counts.computeIfAbsent(key, unknown -> new int[2]);
  }
}
