package io.firstfin.picture;

import java.util.Collections;
import java.util.List;

/**
 * Everything that FirstFIN knows at one moment. Immutable and safe to share between threads; every
 * diagnosis and every output reads this value and nothing else.
 */
public final class Picture {
  /** Process id of the JVM that is watched. */
  public final long pid;

  /** Wall-clock time of the picture, milliseconds since the epoch. */
  public final long timeMillis;

  /** Seconds since the agent began to watch. */
  public final double watchingSeconds;

  public final KernelView kernel;

  /** Connections ended since the agent began to watch, by role, initiator and how. */
  public final List<CloseCount> closes;

  public final TimeWait timeWait;

  /** The heaviest in TIME_WAIT first; at most option {@code top}. */
  public final List<Destination> destinations;

  /** The heaviest in TIME_WAIT first; at most option {@code top}. */
  public final List<Site> sites;

  /** This JVM's sockets in CLOSE_WAIT, grouped by where they were opened; the largest first. */
  public final List<CloseWaitGroup> closeWait;

  public final FinWait2 finWait2;

  public final Unconnected unconnected;

  /** Failed connects since the agent began to watch, by reason and destination. */
  public final List<ConnectFailure> connectFailures;

  public final Ports ports;

  public final Counters counters;

  public final Totals totals;

  public final AgentHealth agent;

  public Picture(
      long pid,
      long timeMillis,
      double watchingSeconds,
      KernelView kernel,
      List<CloseCount> closes,
      TimeWait timeWait,
      List<Destination> destinations,
      List<Site> sites,
      List<CloseWaitGroup> closeWait,
      FinWait2 finWait2,
      Unconnected unconnected,
      List<ConnectFailure> connectFailures,
      Ports ports,
      Counters counters,
      Totals totals,
      AgentHealth agent) {
    this.pid = pid;
    this.timeMillis = timeMillis;
    this.watchingSeconds = Tenths.of(watchingSeconds);
    this.kernel = kernel;
    this.closes = Collections.unmodifiableList(closes);
    this.timeWait = timeWait;
    this.destinations = Collections.unmodifiableList(destinations);
    this.sites = Collections.unmodifiableList(sites);
    this.closeWait = Collections.unmodifiableList(closeWait);
    this.finWait2 = finWait2;
    this.unconnected = unconnected;
    this.connectFailures = Collections.unmodifiableList(connectFailures);
    this.ports = ports;
    this.counters = counters;
    this.totals = totals;
    this.agent = agent;
  }

  /** The site of an id as in {@link Site#id}, or null when it is not among {@link #sites}. */
  public Site site(String id) {
    for (Site site : sites) {
      if (site.id.equals(id)) {
        return site;
      }
    }
    return null;
  }
}
