package io.firstfin.correlate;

import io.firstfin.kernel.SocketAddresses;
import io.firstfin.picture.CloseCount;
import io.firstfin.picture.Ending;
import io.firstfin.picture.Ends;
import io.firstfin.picture.FailedReuse;
import io.firstfin.picture.Spread;
import io.firstfin.record.CallSites;
import io.firstfin.record.TcpInfo;
import io.firstfin.record.TlsEngines;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of the connections with one remote end, or on one listening port: see {@link
 * io.firstfin.picture.Destination} and {@link io.firstfin.picture.ListeningPort}. Found by {@link
 * Remotes} and {@link ListeningPorts}. One thread.
 */
final class ConnectionTally {
  private static final Initiator[] INITIATORS = Initiator.values();
  private static final How[] HOWS = How.values();

  final int index;
  final Role role;
  final long high;
  final long low;

  /** As a client the remote port, as a server the listening port. */
  final int port;

  final Histogram ageMillis = new Histogram(Histogram.FINE, 832);
  final UseTimes useTimes = new UseTimes();
  final Rate closeRate = new Rate();
  final Rate timeWaitRate = new Rate();
  private final Rate timeWaitCloseRate = new Rate();
  final Rate portsRate = new Rate();
  final Rate openPortsRate = new Rate();

  long closes;
  long closesLocalFirst;
  private final long[] closesBy = new long[INITIATORS.length * HOWS.length];

  /** Time of the last close or failed connect; before there is one, time of the first sight. */
  long lastNanos;

  private long lastCloseNanos;
  private long lastServedNanos;
  private boolean hasServed;

  // Null until there is something to count, because there can be thousands of destinations.
  private final EndingFigures[] endings = new EndingFigures[INITIATORS.length];
  private Histogram closeIntervalMillis;
  private FailedReuses failedReuses;
  private RecentCount recentCloses;
  private RecentCount recentTimeouts;
  private boolean usesKnown;

  /** The address as text; null until it is needed. */
  private String host;

  /** As {@link #remote()}; null until it is needed. */
  private String remote;

  /** The last address that was asked for its name: most connections share one. */
  private InetAddress named;

  /** The name by which the application resolved the address; empty when it did not resolve it. */
  private String name = "";

  /** As a listening port, the library that accepts its connections; empty while it is not known. */
  String library = "";

  /** The site that accepted one, when {@link #library} was last looked for. */
  int acceptedAt = CallSites.UNKNOWN;

  /** Counts of the last census. */
  SocketsOfCensus sockets = new SocketsOfCensus();

  ConnectionTally(int index, Role role, long high, long low, int port, long nanoTime) {
    this.index = index;
    this.role = role;
    this.high = high;
    this.low = low;
    this.port = port;
    lastNanos = nanoTime;
    closeRate.perSecond(nanoTime, 0);
    timeWaitCloseRate.perSecond(nanoTime, 0);
  }

  boolean is(Role otherRole, long otherHigh, long otherLow, int otherPort) {
    return port == otherPort && low == otherLow && high == otherHigh && role == otherRole;
  }

  void closed(Close close) {
    ended(close.initiator, close.how, close.info, close.nanoTime);
    closes++;
    count(close.initiator, close.how, 1);
    lastNanos = close.nanoTime;
    if (TcpInfo.exchanges(close.info) > 0) {
      hasServed = true;
      lastServedNanos = close.nanoTime;
    }
    if (recentCloses == null) {
      recentCloses = new RecentCount();
    }
    recentCloses.add(close.nanoTime);
    closesLocalFirst += close.initiator == Initiator.LOCAL ? 1 : 0;
    if (close.initiator.includesLocal() && close.ageNanos >= 0) {
      long millis = close.ageNanos / 1_000_000;
      ageMillis.add(millis);
      useTimes.add(millis, EndingFigures.idleMillis(close.info));
    }
  }

  /** Moves a close from a verdict that proved wrong to the right one. */
  void corrected(Close close, Initiator wrong, How wrongHow) {
    count(wrong, wrongHow, -1);
    count(close.initiator, close.how, 1);
    closesLocalFirst -= wrong == Initiator.LOCAL ? 1 : 0;
    closesLocalFirst += close.initiator == Initiator.LOCAL ? 1 : 0;
  }

  void count(Initiator initiator, How how, long count) {
    closesBy[initiator.ordinal() * HOWS.length + how.ordinal()] += count;
  }

  /**
   * Closes a second over the last seconds that left TIME_WAIT here: by FIN, where this JVM was
   * first or both FINs crossed. NaN when unknown.
   */
  double timeWaitClosesPerSecond(long nanoTime) {
    long closes = closesBy(Initiator.LOCAL, How.FIN) + closesBy(Initiator.SIMULTANEOUS, How.FIN);
    // Corrections of earlier counts subtract from it.
    double perSecond = timeWaitCloseRate.perSecond(nanoTime, closes);
    return perSecond < 0 ? 0 : perSecond;
  }

  private long closesBy(Initiator initiator, How how) {
    return closesBy[initiator.ordinal() * HOWS.length + how.ordinal()];
  }

  List<CloseCount> closesBy() {
    List<CloseCount> list = new ArrayList<CloseCount>();
    for (Initiator initiator : INITIATORS) {
      for (How how : HOWS) {
        long count = closesBy(initiator, how);
        if (count > 0) {
          list.add(new CloseCount(role, initiator, how, count));
        }
      }
    }
    return list;
  }

  /** Takes a close with what the kernel reported of the connection. */
  private void ended(Initiator initiator, How how, long info, long nanoTime) {
    if (closes > 0) {
      if (closeIntervalMillis == null) {
        closeIntervalMillis = new Histogram(Histogram.FINE, 832);
      }
      closeIntervalMillis.add((nanoTime - lastCloseNanos) / 1_000_000);
    }
    lastCloseNanos = nanoTime;
    // Where the FINs crossed, this JVM closed without having seen the peer's end.
    Initiator side = initiator.includesLocal() ? Initiator.LOCAL : initiator;
    if (side != Initiator.UNKNOWN) {
      if (endings[side.ordinal()] == null) {
        endings[side.ordinal()] = new EndingFigures();
      }
      endings[side.ordinal()].add(side, how, info);
    }
    usesKnown |= TcpInfo.bytes(info) >= 0;
    if (role == Role.CLIENT && FailedReuses.isOne(initiator, how, info)) {
      if (failedReuses == null) {
        failedReuses = new FailedReuses();
      }
      failedReuses.add(info, nanoTime);
    }
  }

  /**
   * Exchanges on a connection that this JVM ended first or together with the peer, at the median;
   * -1 when unknown.
   */
  int exchangesMedian() {
    EndingFigures local = endings[Initiator.LOCAL.ordinal()];
    return local == null ? -1 : (int) local.exchanges.median();
  }

  Ends ends(long nanoTime) {
    List<Ending> list = new ArrayList<Ending>();
    for (Initiator initiator : INITIATORS) {
      EndingFigures figures = endings[initiator.ordinal()];
      if (figures != null) {
        list.add(figures.ending(initiator));
      }
    }
    return new Ends(
        list,
        closeIntervalMillis == null ? Spread.UNKNOWN : closeIntervalMillis.spread(),
        failedReuse(nanoTime));
  }

  /** Closes of the last five minutes. */
  long recentCloses(long nanoTime) {
    return recentCloses == null ? 0 : recentCloses.sum(nanoTime);
  }

  /** Takes a connect that failed. */
  void failed(boolean timedOut, long nanoTime) {
    lastNanos = nanoTime;
    if (timedOut && recentTimeouts == null) {
      recentTimeouts = new RecentCount();
    }
    if (timedOut) {
      recentTimeouts.add(nanoTime);
    }
  }

  /** Connects of the last five minutes that timed out. */
  int recentTimeouts(long nanoTime) {
    return recentTimeouts == null ? 0 : recentTimeouts.sum(nanoTime);
  }

  /** Time since a connection that carried data ended, seconds; NaN when unknown. */
  double secondsSinceServed(long nanoTime) {
    return hasServed ? (nanoTime - lastServedNanos) / 1e9 : Double.NaN;
  }

  /** Failed reuses of the last five minutes. */
  long failedReuses(long nanoTime) {
    if (failedReuses == null) {
      return 0;
    }
    FailedReuse recent = failedReuses.recent(nanoTime);
    return recent.afterFin + recent.reset + recent.unanswered + recent.resetWhileIdle;
  }

  private FailedReuse failedReuse(long nanoTime) {
    if (failedReuses != null) {
      return failedReuses.recent(nanoTime);
    }
    return usesKnown || role == Role.SERVER ? FailedReuse.NONE : FailedReuse.UNKNOWN;
  }

  /** Takes the name that the address holds: {@code InetAddress.toString} asks no resolver. */
  void named(InetAddress address) {
    if (role == Role.CLIENT && address != named) {
      named = address;
      String text = address.toString();
      int end = text.indexOf('/');
      name = end > 0 ? text.substring(0, end) : name;
    }
  }

  String name() {
    return name;
  }

  /** The address as text, without brackets and port. */
  String host() {
    if (host == null) {
      host = SocketAddresses.host(high, low);
    }
    return host;
  }

  /** The TLS handshakes of engines that were made for this destination, by its name or address. */
  long handshakes(TlsEngines engines) {
    return engines.clients(host(), port) + (name.isEmpty() ? 0 : engines.clients(name, port));
  }

  void beginCensus() {
    sockets = new SocketsOfCensus();
  }

  /** {@code 10.0.0.5:6379} as a client, {@code 10.0.0.5:*} as a server. */
  String remote() {
    if (remote == null) {
      remote = remote(role, high, low, port);
    }
    return remote;
  }

  /** As {@link #remote()}, from a connection's remote address and port. */
  static String remote(Role role, long high, long low, int port) {
    String text = SocketAddresses.format(high, low, port);
    return role == Role.SERVER ? text.substring(0, text.lastIndexOf(':')) + ":*" : text;
  }
}
