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

  /** How many destinations and sites are to be shown; negative when unknown. Option {@code top}. */
  public final int top;

  /**
   * The heaviest in TIME_WAIT first. Those too that lead by something else which a rule reads;
   * {@link #heaviestDestinations()} are without them.
   */
  public final List<Destination> destinations;

  /** The ports on which this JVM is a server, the heaviest in TIME_WAIT first. */
  public final List<ListeningPort> listeningPorts;

  /**
   * The heaviest in TIME_WAIT first. Those too that a destination or a listening port names; {@link
   * #heaviestSites()} are without them.
   */
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
      int top,
      List<Destination> destinations,
      List<ListeningPort> listeningPorts,
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
    this.top = top;
    this.destinations = Collections.unmodifiableList(destinations);
    this.listeningPorts = Collections.unmodifiableList(listeningPorts);
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

  /** The first {@link #top} of {@link #destinations}. */
  public List<Destination> heaviestDestinations() {
    return first(destinations);
  }

  /** The first {@link #top} of {@link #sites}. */
  public List<Site> heaviestSites() {
    return first(sites);
  }

  /** The others of {@link #destinations}. */
  public List<Destination> otherDestinations() {
    return destinations.subList(heaviestDestinations().size(), destinations.size());
  }

  /** The others of {@link #sites}. */
  public List<Site> otherSites() {
    return sites.subList(heaviestSites().size(), sites.size());
  }

  private <T> List<T> first(List<T> list) {
    return top < 0 || top >= list.size() ? list : list.subList(0, top);
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
