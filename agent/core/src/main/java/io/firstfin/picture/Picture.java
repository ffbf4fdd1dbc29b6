package io.firstfin.picture;

import java.util.Collections;
import java.util.List;

/**
 * Everything that FirstFIN knows at one moment. Immutable and safe to share between threads. Every
 * rule and every output reads this value and nothing else.
 */
public final class Picture {
  /** Process id of the watched JVM. */
  public final long pid;

  /** Wall-clock time of the picture, milliseconds since the epoch. */
  public final long timeMillis;

  /** Seconds since the agent began to watch. */
  public final double watchingSeconds;

  public final KernelView kernel;

  /** Connections ended since the agent began to watch, by role, initiator and how. */
  public final List<CloseCount> closes;

  public final TimeWait timeWait;

  /** How many destinations and sites are shown: option {@code top}; negative when unknown. */
  public final int top;

  /**
   * The heaviest in TIME_WAIT come first. After them come those that lead by another figure that a
   * rule reads; {@link #heaviestDestinations()} leaves these out.
   */
  public final List<Destination> destinations;

  /** Of this JVM, the last first; a few. */
  public final List<SettledClose> lastCloses;

  /** The ports on which this JVM is a server, the heaviest in TIME_WAIT first. */
  public final List<ListeningPort> listeningPorts;

  /**
   * The heaviest in TIME_WAIT come first. After them come those that a destination or a listening
   * port names; {@link #heaviestSites()} leaves these out.
   */
  public final List<Site> sites;

  /**
   * This JVM's sockets in CLOSE_WAIT, grouped by the site that opened them and by remote end; the
   * largest group comes first.
   */
  public final List<CloseWaitGroup> closeWait;

  public final FinWait2 finWait2;

  public final Unconnected unconnected;

  public final IdleConnections idle;

  public final HeldSockets heldSockets;

  /** Of this JVM's listening ports, by port; empty when unknown. */
  public final List<AcceptQueue> acceptQueues;

  /** Failed connects since the agent began to watch, by reason and destination. */
  public final List<ConnectFailure> connectFailures;

  public final Ports ports;
  public final Descriptors descriptors;

  public final Counters counters;

  public final Totals totals;

  public final AgentHealth agent;

  private Picture(Builder from) {
    pid = from.pid;
    timeMillis = from.timeMillis;
    watchingSeconds = Tenths.of(from.watchingSeconds);
    kernel = from.kernel;
    closes = Copies.of(from.closes);
    timeWait = from.timeWait;
    top = from.top;
    destinations = Copies.of(from.destinations);
    lastCloses = Copies.of(from.lastCloses);
    listeningPorts = Copies.of(from.listeningPorts);
    sites = Copies.of(from.sites);
    closeWait = Copies.of(from.closeWait);
    finWait2 = from.finWait2;
    unconnected = from.unconnected;
    idle = from.idle;
    heldSockets = from.heldSockets;
    acceptQueues = Copies.of(from.acceptQueues);
    connectFailures = Copies.of(from.connectFailures);
    ports = from.ports;
    descriptors = from.descriptors;
    counters = from.counters;
    totals = from.totals;
    agent = from.agent;
  }

  /** A builder in which every field is unknown or empty. */
  public static Builder builder() {
    return new Builder();
  }

  /** The first {@link #top} of {@link #destinations}. */
  public List<Destination> heaviestDestinations() {
    return first(destinations);
  }

  /** The first {@link #top} of {@link #sites}. */
  public List<Site> heaviestSites() {
    return first(sites);
  }

  /** Those of {@link #destinations} after the first {@link #top}. */
  public List<Destination> otherDestinations() {
    return destinations.subList(heaviestDestinations().size(), destinations.size());
  }

  /** Those of {@link #sites} after the first {@link #top}. */
  public List<Site> otherSites() {
    return sites.subList(heaviestSites().size(), sites.size());
  }

  private <T> List<T> first(List<T> list) {
    return top < 0 || top >= list.size() ? list : list.subList(0, top);
  }

  /** The library that accepts connections on a listening port; empty when it is not known. */
  public String libraryOf(int listeningPort) {
    for (ListeningPort port : listeningPorts) {
      if (port.port == listeningPort) {
        return port.library;
      }
    }
    return "";
  }

  /** The site with this {@link Site#id}; null when it is not among {@link #sites}. */
  public Site site(String id) {
    for (Site site : sites) {
      if (site.id.equals(id)) {
        return site;
      }
    }
    return null;
  }

  /** Each setter is named like the field that it sets. For one thread. */
  public static final class Builder {
    private long pid = -1;
    private long timeMillis = -1;
    private double watchingSeconds = Double.NaN;
    private KernelView kernel = KernelView.UNKNOWN;
    private List<CloseCount> closes = Collections.emptyList();
    private TimeWait timeWait = TimeWait.UNKNOWN;
    private int top = -1;
    private List<Destination> destinations = Collections.emptyList();
    private List<SettledClose> lastCloses = Collections.emptyList();
    private List<ListeningPort> listeningPorts = Collections.emptyList();
    private List<Site> sites = Collections.emptyList();
    private List<CloseWaitGroup> closeWait = Collections.emptyList();
    private FinWait2 finWait2 = FinWait2.UNKNOWN;
    private Unconnected unconnected = Unconnected.UNKNOWN;
    private IdleConnections idle = IdleConnections.UNKNOWN;
    private HeldSockets heldSockets = HeldSockets.UNKNOWN;
    private List<AcceptQueue> acceptQueues = Collections.emptyList();
    private List<ConnectFailure> connectFailures = Collections.emptyList();
    private Ports ports = Ports.UNKNOWN;
    private Descriptors descriptors = Descriptors.UNKNOWN;
    private Counters counters = Counters.UNKNOWN;
    private Totals totals = Totals.UNKNOWN;
    private AgentHealth agent = AgentHealth.UNKNOWN;

    private Builder() {}

    public Builder pid(long value) {
      pid = value;
      return this;
    }

    public Builder timeMillis(long value) {
      timeMillis = value;
      return this;
    }

    public Builder watchingSeconds(double value) {
      watchingSeconds = value;
      return this;
    }

    public Builder kernel(KernelView value) {
      kernel = value;
      return this;
    }

    public Builder closes(List<CloseCount> value) {
      closes = value;
      return this;
    }

    public Builder timeWait(TimeWait value) {
      timeWait = value;
      return this;
    }

    public Builder top(int value) {
      top = value;
      return this;
    }

    public Builder destinations(List<Destination> value) {
      destinations = value;
      return this;
    }

    public Builder lastCloses(List<SettledClose> value) {
      lastCloses = value;
      return this;
    }

    public Builder listeningPorts(List<ListeningPort> value) {
      listeningPorts = value;
      return this;
    }

    public Builder sites(List<Site> value) {
      sites = value;
      return this;
    }

    public Builder closeWait(List<CloseWaitGroup> value) {
      closeWait = value;
      return this;
    }

    public Builder finWait2(FinWait2 value) {
      finWait2 = value;
      return this;
    }

    public Builder unconnected(Unconnected value) {
      unconnected = value;
      return this;
    }

    public Builder idle(IdleConnections value) {
      idle = value;
      return this;
    }

    public Builder heldSockets(HeldSockets value) {
      heldSockets = value;
      return this;
    }

    public Builder acceptQueues(List<AcceptQueue> value) {
      acceptQueues = value;
      return this;
    }

    public Builder connectFailures(List<ConnectFailure> value) {
      connectFailures = value;
      return this;
    }

    public Builder descriptors(Descriptors value) {
      descriptors = value;
      return this;
    }

    public Builder ports(Ports value) {
      ports = value;
      return this;
    }

    public Builder counters(Counters value) {
      counters = value;
      return this;
    }

    public Builder totals(Totals value) {
      totals = value;
      return this;
    }

    public Builder agent(AgentHealth value) {
      agent = value;
      return this;
    }

    public Picture build() {
      return new Picture(this);
    }
  }
}
