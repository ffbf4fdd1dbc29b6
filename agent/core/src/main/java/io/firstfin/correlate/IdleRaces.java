package io.firstfin.correlate;

import io.firstfin.picture.IdleRace;
import io.firstfin.picture.Picture;
import io.firstfin.record.TcpInfo;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Follows the connections that this JVM as a server closed first after an idle time. The socket of
 * an orderly end stays in FIN_WAIT_2 or TIME_WAIT for a minute. If data comes after the close, the
 * kernel answers with a reset, and the socket vanishes (net/ipv4/tcp_input.c,
 * tcp_rcv_state_process; net/ipv4/tcp_minisocks.c, tcp_timewait_state_process). A reset of the
 * peer's has the same effect, but then this host sends none. Bounded. One thread.
 */
final class IdleRaces extends Collector {
  /** Connections that are followed at one time. */
  private static final int LARGEST = 2048;

  /** Ports that are counted: no application worth watching listens on more. */
  private static final int LARGEST_PORTS = 100;

  /** Servers count idle time-outs in seconds. A second is known to 2 % here. */
  private static final long IDLE_MILLIS = 980;

  private static final long SECOND = 1_000_000_000L;

  /** Within this time a socket can turn into TIME_WAIT while a census reads the tables. */
  private static final long YOUNG_NANOS = SECOND;

  /** TIME_WAIT ends after a minute. */
  private static final long OLD_NANOS = 55 * SECOND;

  /** The time between two censuses, so that each connection is looked for before it is old. */
  private static final long APART_NANOS = 25 * SECOND;

  private final UnexplainedResets resets;
  private final Map<Long, Followed> followed = new LinkedHashMap<Long, Followed>();
  private final Map<Integer, OfPort> ports = new HashMap<Integer, OfPort>();
  private final RecentCount recentResets = new RecentCount();
  private OfCensus census;
  private long lastCensus = System.nanoTime();
  private boolean isKnown;
  private long now;

  IdleRaces() {
    this(new UnexplainedResets());
  }

  IdleRaces(UnexplainedResets resets) {
    this.resets = resets;
  }

  @Override
  void closed(Close close) {
    resets.closed(close);
    long idleMillis = EndingFigures.idleMillis(close.info);
    if (close.role != Role.SERVER
        || close.initiator != Initiator.LOCAL
        || close.how != How.FIN
        || close.listeningPort == null
        || close.cookie == 0
        || idleMillis < IDLE_MILLIS
        || TcpInfo.exchanges(close.info) < 1
        || TcpInfo.is(close.info, TcpInfo.TLS)
        || followed.size() >= LARGEST) {
      return;
    }
    OfPort port = ports.get(close.listeningPort.port);
    if (port == null) {
      if (ports.size() >= LARGEST_PORTS) {
        return;
      }
      port = new OfPort();
      ports.put(close.listeningPort.port, port);
    }
    port.closed.add(close.nanoTime);
    port.idleMillis.add(idleMillis);
    boolean isHere = close.address != null && close.address.isLoopbackAddress();
    followed.put(close.cookie, new Followed(port, close.nanoTime, isHere));
  }

  /** Whether only a census can show which of the connections have met a reset. */
  boolean isDue(long nanoTime) {
    return !followed.isEmpty() && resets.beyondOwn() > 0 && nanoTime - lastCensus >= APART_NANOS;
  }

  @Override
  SocketCounter beginCensus(long nanoTime) {
    census = new OfCensus(nanoTime);
    // Each socket in TIME_WAIT would be looked for, and there can be a hundred thousand.
    return followed.isEmpty() ? null : census;
  }

  @Override
  void endCheck(KernelCheck check) {
    now = check.nanoTime;
    isKnown = check.source.equals("sock_diag") || isKnown && check.source.equals("sockstat");
    if (!ports.isEmpty()) {
      resets.take(check.counters);
    }
    if (isKnown && check.isWhole() && census != null) {
      recentResets.add(now, (int) Math.min(resets.beyondAll(), Short.MAX_VALUE));
      judge();
      resets.clear();
      lastCensus = now;
    }
    followed.values().removeIf(connection -> now - connection.closedNanos > OLD_NANOS);
    census = null;
  }

  /** Looks which sockets the census has missed, and whether resets explain them. */
  private void judge() {
    long beyondOwn = resets.beyondOwn();
    long beyondAll = resets.beyondAll();
    Iterator<Followed> each = followed.values().iterator();
    while (each.hasNext()) {
      Followed connection = each.next();
      if (connection.seenNanos == census.beginNanos
          || census.beginNanos - connection.closedNanos < YOUNG_NANOS
          || census.beginNanos - connection.closedNanos > OLD_NANOS) {
        continue;
      }
      each.remove();
      if (resets.hasOverflown()) {
        continue;
      }
      connection.port.vanished.add(now);
      // A peer on this host may itself have sent the reset, by a close with SO_LINGER 0.
      if ((connection.isPeerHere ? Math.min(beyondOwn, beyondAll) : beyondOwn) > 0) {
        connection.port.answered.add(now);
        beyondOwn--;
        beyondAll--;
      }
    }
  }

  /** Adds nothing: the listening ports have the values of {@link #of}. */
  @Override
  void addTo(Picture.Builder picture) {}

  /** The value of the last check. */
  IdleRace of(int port) {
    OfPort counts = ports.get(port);
    if (!isKnown) {
      return IdleRace.UNKNOWN;
    }
    if (counts == null) {
      return IdleRace.NONE;
    }
    return new IdleRace(
        counts.closed.sum(now),
        counts.vanished.sum(now),
        counts.answered.sum(now),
        recentResets.sum(now),
        counts.idleMillis.spread());
  }

  private static final class OfPort {
    final RecentCount closed = new RecentCount();
    final RecentCount vanished = new RecentCount();
    final RecentCount answered = new RecentCount();
    final Histogram idleMillis = new Histogram(Histogram.FINE, 832);
  }

  private static final class Followed {
    final OfPort port;
    final long closedNanos;

    /** Whether the peer's socket is in this network namespace too. */
    final boolean isPeerHere;

    /** When the last census began that has seen it. */
    long seenNanos;

    Followed(OfPort port, long closedNanos, boolean isPeerHere) {
      this.port = port;
      this.closedNanos = closedNanos;
      this.isPeerHere = isPeerHere;
    }
  }

  private final class OfCensus extends SocketCounter {
    final long beginNanos;

    /** The cookies of the connections that were followed when the census began. */
    private final PairCounts sought = new PairCounts();

    OfCensus(long beginNanos) {
      super(TcpState.FIN_WAIT_1, TcpState.FIN_WAIT_2, TcpState.CLOSING, TcpState.TIME_WAIT);
      this.beginNanos = beginNanos;
      for (long cookie : followed.keySet()) {
        sought.increment(cookie);
      }
    }

    @Override
    void see(JoinedSocket socket) {
      long cookie = socket.kernel.cookie();
      Followed connection = sought.contains(cookie) ? followed.get(cookie) : null;
      if (connection != null) {
        connection.seenNanos = beginNanos;
      }
    }
  }
}
