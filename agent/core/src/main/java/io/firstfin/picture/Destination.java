package io.firstfin.picture;

import io.firstfin.vocabulary.Role;
import java.util.Collections;
import java.util.List;

/**
 * One peer of this JVM. As a client: an address and port that it connects to. As a server: a peer's
 * address towards one listening port.
 */
public final class Destination {
  public final Role role;

  /** {@code 10.0.0.5:6379} or {@code [::1]:6379} as a client; {@code 10.0.0.5:*} as a server. */
  public final String remote;

  /** The listening port as a server, 0 as a client. */
  public final int listeningPort;

  /** This JVM's sockets in TIME_WAIT; -1 when unknown. */
  public final int timeWait;

  /**
   * Everybody's sockets in TIME_WAIT towards this destination in the namespace; -1 when unknown.
   */
  public final int timeWaitAll;

  /** Growth of {@link #timeWaitAll}, sockets a second; NaN when unknown. */
  public final double timeWaitGrowth;

  /** This JVM's sockets in CLOSE_WAIT; -1 when unknown. */
  public final int closeWait;

  /** Connections ended since the agent began to watch. */
  public final long closes;

  /** Those of {@link #closes} that this JVM ended first. */
  public final long closesLocalFirst;

  /** {@link #closes} by who ended them and how. */
  public final List<CloseCount> closesBy;

  /** Connections ended a second, over about the last ten seconds. */
  public final double closesPerSecond;

  /**
   * Those of them that left this JVM's TIME_WAIT, for its FIN was the first or both crossed; NaN
   * when unknown.
   */
  public final double timeWaitClosesPerSecond;

  /** Ephemeral ports taken towards this destination by anybody; -1 when unknown or as a server. */
  public final int portsUsed;

  /** Ephemeral ports that there are towards it; -1 when unknown or as a server. */
  public final int portsMax;

  /**
   * Time until the last port is taken at the present rates; NaN when that is not foreseen or not
   * known, as where the kernel reuses ports in TIME_WAIT.
   */
  public final double secondsToExhaustion;

  /**
   * Exchanges on a connection that this JVM ended first, at the median, from TCP_INFO's data
   * segments; -1 when unknown.
   */
  public final int exchangesMedian;

  /**
   * Age of a connection that this JVM ended first at its close, at the median, milliseconds; -1
   * when unknown.
   */
  public final long ageMillisMedian;

  /**
   * For how long a connection that this JVM ended first was in use, at the median, milliseconds:
   * its age less the time without data before its close; -1 when unknown.
   */
  public final long useMillisMedian;

  public final Ends ends;

  /** The call sites behind {@link #timeWait}, the heaviest first. */
  public final List<SiteShare> sites;

  /** As a client the call sites that ended its connections, in whichever way, heaviest first. */
  public final List<ClosingShare> closingSites;

  public Destination(
      Role role,
      String remote,
      int listeningPort,
      int timeWait,
      int timeWaitAll,
      double timeWaitGrowth,
      int closeWait,
      long closes,
      long closesLocalFirst,
      List<CloseCount> closesBy,
      double closesPerSecond,
      double timeWaitClosesPerSecond,
      int portsUsed,
      int portsMax,
      double secondsToExhaustion,
      int exchangesMedian,
      long ageMillisMedian,
      long useMillisMedian,
      Ends ends,
      List<SiteShare> sites,
      List<ClosingShare> closingSites) {
    this.role = role;
    this.remote = remote;
    this.listeningPort = listeningPort;
    this.timeWait = timeWait;
    this.timeWaitAll = timeWaitAll;
    this.timeWaitGrowth = Tenths.of(timeWaitGrowth);
    this.closeWait = closeWait;
    this.closes = closes;
    this.closesLocalFirst = closesLocalFirst;
    this.closesBy = Collections.unmodifiableList(closesBy);
    this.closesPerSecond = Tenths.of(closesPerSecond);
    this.timeWaitClosesPerSecond = Tenths.of(timeWaitClosesPerSecond);
    this.portsUsed = portsUsed;
    this.portsMax = portsMax;
    this.secondsToExhaustion = Tenths.of(secondsToExhaustion);
    this.exchangesMedian = exchangesMedian;
    this.ageMillisMedian = ageMillisMedian;
    this.useMillisMedian = useMillisMedian;
    this.ends = ends;
    this.sites = Collections.unmodifiableList(sites);
    this.closingSites = Collections.unmodifiableList(closingSites);
  }
}
