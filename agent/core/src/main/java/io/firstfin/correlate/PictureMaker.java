package io.firstfin.correlate;

import io.firstfin.picture.AgentHealth;
import io.firstfin.picture.CloseWaitGroup;
import io.firstfin.picture.ClosingShare;
import io.firstfin.picture.Counters;
import io.firstfin.picture.Destination;
import io.firstfin.picture.FinWait2;
import io.firstfin.picture.KernelView;
import io.firstfin.picture.ListeningPort;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Ports;
import io.firstfin.picture.Site;
import io.firstfin.picture.SiteShare;
import io.firstfin.picture.TimeWait;
import io.firstfin.picture.Totals;
import io.firstfin.record.CallSite;
import io.firstfin.record.CallSites;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpCounter;
import io.firstfin.vocabulary.TcpState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Turns what the correlator holds into one immutable picture. Used by the agent's own thread. */
public final class PictureMaker {
  /**
   * After the peer's first FIN our close leaves no record to find the socket by, and a connection
   * that is still being accepted has no descriptor yet.
   */
  private static final TcpState[] WITHOUT_OWNER = {TcpState.LAST_ACK, TcpState.SYN_RECEIVED};

  /** Below it {@code top} is what is shown, not what the rules know. */
  private static final int LEAST_KEPT = 20;

  /** No application that is meant to be looked at listens on more. */
  private static final int PORTS_KEPT = 100;

  /** For a destination or a port: what a finding names, and some. */
  private static final int CLOSING_SITES_KEPT = 8;

  private static final Comparator<Peer> HEAVIEST =
      Comparator.<Peer>comparingInt(peer -> -peer.timeWait).thenComparingLong(peer -> -peer.closes);

  private final Correlator correlator;
  private final CallSites callSites;
  private final long pid;
  private final int top;
  private final long startNanos;
  private final ToLongFunction<Role> opened;
  private final LookTimes looks = new LookTimes();
  private final CounterHistory counters = new CounterHistory();

  /**
   * Destinations and sites beyond {@code top} are left out, the lightest first, but for those that
   * a rule wants to know; the watch began at {@code startNanos}, and {@code opened} tells the
   * connections opened since.
   */
  public PictureMaker(
      Correlator correlator,
      CallSites callSites,
      long pid,
      int top,
      long startNanos,
      ToLongFunction<Role> opened) {
    this.correlator = correlator;
    this.callSites = callSites;
    this.pid = pid;
    this.top = top;
    this.startNanos = startNanos;
    this.opened = opened;
  }

  /** Takes the counters as they are when the watch begins; growth is measured from there. */
  public void beginCounters(Map<TcpCounter, Long> now) {
    counters.add(now, System.nanoTime());
  }

  /** The picture of this moment. */
  public Picture make(CensusFacts census, AgentHealth health) {
    long now = System.nanoTime();
    looks.add(census);
    List<CloseWaitGroup> closeWait =
        census.whole
            ? correlator.closeWaits.endCensus(callSites)
            : Collections.<CloseWaitGroup>emptyList();
    Map<Integer, List<ClosingShare>> closing =
        correlator.closesBySite.shares(callSites, CLOSING_SITES_KEPT);
    List<Destination> destinations = destinations(census, closing, now);
    List<ListeningPort> listening = listeningPorts(census, closing);
    return Picture.builder()
        .pid(pid)
        .timeMillis(System.currentTimeMillis())
        .watchingSeconds((now - startNanos) / 1e9)
        .kernel(kernel(census))
        .closes(correlator.counts.list())
        .timeWait(timeWait(census))
        .top(top)
        .destinations(destinations)
        .listeningPorts(listening)
        .sites(sites(census, destinations, listening))
        .closeWait(closeWait)
        .finWait2(finWait2(census))
        .unconnected(correlator.unconnected.picture(callSites, top))
        .connectFailures(correlator.failures.list(callSites))
        .ports(ports(census))
        .counters(census.counters == null ? Counters.UNKNOWN : counters.add(census.counters, now))
        .totals(totals(census))
        .agent(health)
        .build();
  }

  private FinWait2 finWait2(CensusFacts census) {
    if (!census.whole || !census.ownersKnown) {
      return FinWait2.UNKNOWN;
    }
    for (Peer peer : correlator.peers.all()) {
      if (peer.finWait2 > 0) {
        correlator.finWait2.orphans(peer.role, peer.remote(), peer.finWait2);
      }
    }
    return correlator.finWait2.endCensus(top);
  }

  private KernelView kernel(CensusFacts census) {
    Map<TcpState, Integer> all = new EnumMap<TcpState, Integer>(TcpState.class);
    Map<TcpState, Integer> own = new EnumMap<TcpState, Integer>(TcpState.class);
    if (census.whole) {
      for (TcpState state : TcpState.values()) {
        all.put(state, correlator.states[state.number()]);
        if (census.ownersKnown) {
          own.put(state, correlator.statesOfThisJvm[state.number()]);
        }
      }
      own.put(TcpState.TIME_WAIT, correlator.statesOfThisJvm[TcpState.TIME_WAIT.number()]);
      for (TcpState state : WITHOUT_OWNER) {
        own.remove(state);
      }
    } else if (census.timeWaitOfGate == 0) {
      all.put(TcpState.TIME_WAIT, 0);
    }
    return new KernelView(census.source, census.millis, all, own);
  }

  private TimeWait timeWait(CensusFacts census) {
    if (census.whole) {
      int total = correlator.states[TcpState.TIME_WAIT.number()];
      int own = correlator.statesOfThisJvm[TcpState.TIME_WAIT.number()];
      return new TimeWait(total, own, total - own);
    }
    return census.timeWaitOfGate == 0 ? new TimeWait(0, 0, 0) : TimeWait.UNKNOWN;
  }

  private static Ports ports(CensusFacts census) {
    return census.ports == null
        ? Ports.UNKNOWN
        : Ports.builder()
            .low(census.ports.low)
            .high(census.ports.high)
            .reserved(census.ports.reservedPorts)
            .timeWaitReuse(census.ports.timeWaitReuse)
            .timeWaitReuseDelayMillis(census.ports.timeWaitReuseDelayMillis)
            .timestamps(census.ports.timestamps)
            .maxTimeWaitBuckets(census.ports.maxTimeWaitBuckets)
            .build();
  }

  private Totals totals(CensusFacts census) {
    Map<Role, Long> openedByRole = new EnumMap<Role, Long>(Role.class);
    openedByRole.put(Role.CLIENT, opened.applyAsLong(Role.CLIENT));
    openedByRole.put(Role.SERVER, opened.applyAsLong(Role.SERVER));
    Map<Role, Integer> timeWait = new EnumMap<Role, Integer>(Role.class);
    if (census.whole) {
      for (Role role : Role.values()) {
        timeWait.put(role, correlator.timeWaitByRole[role.ordinal()]);
      }
    }
    return Totals.builder()
        .opened(openedByRole)
        .lifetimes(correlator.lifetimes.list())
        .timeWait(timeWait)
        .portsUsed(portsUsed(census))
        .checks(looks.list())
        .build();
  }

  private int portsUsed(CensusFacts census) {
    if (!census.whole || ports(census).max() <= 0) {
      return -1;
    }
    int most = 0;
    for (Peer peer : correlator.peers.all()) {
      most = peer.role == Role.CLIENT ? Math.max(most, peer.portsUsed) : most;
    }
    return most;
  }

  /** All, the heaviest in TIME_WAIT first. */
  private List<Peer> peers() {
    List<Peer> peers = correlator.peers.all();
    peers.sort(HEAVIEST);
    return peers;
  }

  /**
   * The heaviest, and those that lead by something else that a rule reads: a rule that does not see
   * a destination cannot warn of it.
   */
  private Set<Peer> kept(List<Peer> peers, long now) {
    int heaviest = Math.min(Math.max(top, LEAST_KEPT), peers.size());
    Set<Peer> kept = new HashSet<Peer>(peers.subList(0, heaviest));
    keep(peers, peer -> peer.role == Role.CLIENT ? peer.portsUsed : 0, kept);
    keep(peers, peer -> peer.failedReuses(now), kept);
    keep(peers, peer -> peer.role == Role.CLIENT ? peer.recentCloses(now) : 0, kept);
    keep(peers, peer -> peer.role == Role.CLIENT ? 0 : peer.recentCloses(now), kept);
    return kept;
  }

  /**
   * Adds those with the largest figures above 0; in the order of the peers where they are equal.
   */
  private void keep(List<Peer> peers, ToLongFunction<Peer> figure, Set<Peer> kept) {
    Map<Peer, Long> figures = new HashMap<Peer, Long>();
    List<Peer> sorted = new ArrayList<Peer>();
    for (Peer peer : peers) {
      long value = figure.applyAsLong(peer);
      if (value > 0) {
        figures.put(peer, value);
        sorted.add(peer);
      }
    }
    sorted.sort((a, b) -> Long.compare(figures.get(b), figures.get(a)));
    kept.addAll(sorted.subList(0, Math.min(Math.max(top, LEAST_KEPT), sorted.size())));
  }

  private List<Destination> destinations(
      CensusFacts census, Map<Integer, List<ClosingShare>> closing, long now) {
    List<Peer> peers = peers();
    Set<Peer> kept = kept(peers, now);
    Map<Integer, List<SiteShare>> shares = shares(census, correlator.timeWaitByPeerAndSite);
    Ports ports = ports(census);
    int portsMax = ports.max();
    List<Destination> list = new ArrayList<Destination>();
    for (Peer peer : peers) {
      boolean grows = census.whole && !peer.isPartial;
      double closesPerSecond = peer.closeRate.perSecond(now, peer.closes);
      double growth = grows ? peer.timeWaitRate.perSecond(now, peer.timeWaitAll) : Double.NaN;
      double timeWaitCloses = peer.timeWaitClosesPerSecond(now);
      double secondsToExhaustion =
          grows ? PortForecast.secondsToExhaustion(peer, timeWaitCloses, ports, now) : Double.NaN;
      if (!kept.contains(peer)) {
        continue;
      }
      boolean client = peer.role == Role.CLIENT;
      boolean portsKnown = census.whole && client && portsMax > 0;
      list.add(
          Destination.builder()
              .role(peer.role)
              .remote(peer.remote())
              .listeningPort(peer.role == Role.SERVER ? peer.port : 0)
              .timeWait(census.whole ? peer.timeWait : -1)
              .timeWaitAll(census.whole ? peer.timeWaitAll : -1)
              .timeWaitGrowth(growth)
              .closeWait(census.whole && census.ownersKnown ? peer.closeWait : -1)
              .closes(peer.closes)
              .closesLocalFirst(peer.closesLocalFirst)
              .closesBy(peer.closesBy())
              .closesPerSecond(closesPerSecond)
              .timeWaitClosesPerSecond(timeWaitCloses)
              .portsUsed(portsKnown ? peer.portsUsed : -1)
              .portsMax(client ? portsMax : -1)
              .secondsToExhaustion(secondsToExhaustion)
              .exchangesMedian(peer.exchangesMedian())
              .ageMillisMedian(peer.ageMillis.median())
              .useMillisMedian(peer.useTimes.medianMillis())
              .ends(peer.ends(now))
              .sites(shares.getOrDefault(peer.index, Collections.<SiteShare>emptyList()))
              .closingSites(
                  client
                      ? closing.getOrDefault(
                          ClosesBySite.subject(peer), Collections.<ClosingShare>emptyList())
                      : Collections.<ClosingShare>emptyList())
              .build());
    }
    return list;
  }

  private List<ListeningPort> listeningPorts(
      CensusFacts census, Map<Integer, List<ClosingShare>> closing) {
    List<Peer> ports = new ArrayList<Peer>(correlator.listening.all());
    ports.sort(HEAVIEST);
    Map<Integer, List<SiteShare>> shares = shares(census, correlator.timeWaitByPortAndSite);
    List<ListeningPort> list = new ArrayList<ListeningPort>();
    for (Peer port : ports.subList(0, Math.min(PORTS_KEPT, ports.size()))) {
      list.add(
          ListeningPort.builder()
              .port(port.port)
              .timeWait(census.whole ? port.timeWait : -1)
              .closesBy(port.closesBy())
              .exchangesMedian(port.exchangesMedian())
              .ageMillisMedian(port.ageMillis.median())
              .sites(shares.getOrDefault(port.port, Collections.<SiteShare>emptyList()))
              .closingSites(
                  closing.getOrDefault(
                      ClosesBySite.subject(port), Collections.<ClosingShare>emptyList()))
              .build());
    }
    return list;
  }

  /** By the upper half of a count's key; none where the kernel was not asked. */
  private Map<Integer, List<SiteShare>> shares(CensusFacts census, PairCounts counts) {
    Map<Integer, List<SiteShare>> shares = new HashMap<Integer, List<SiteShare>>();
    if (!census.whole) {
      return shares;
    }
    for (int i = 0; i < counts.bound(); i++) {
      long key = counts.key(i);
      if (key == 0) {
        continue;
      }
      CallSite site = callSites.get((int) key & CallSites.CAPACITY - 1);
      shares
          .computeIfAbsent((int) (key >>> 32), subject -> new ArrayList<SiteShare>())
          .add(new SiteShare(site.id, site.line, site.via, counts.count(i)));
    }
    shares.replaceAll((subject, stacks) -> Shares.ofTimeWait(stacks, top));
    return shares;
  }

  private List<Site> sites(
      CensusFacts census, List<Destination> destinations, List<ListeningPort> ports) {
    List<ClosingSite> all = new ArrayList<ClosingSite>(correlator.sites.values());
    all.removeIf(counted -> counted.closes <= 0 && counted.timeWait <= 0);
    all.sort(
        (a, b) ->
            a.timeWait != b.timeWait
                ? Integer.compare(b.timeWait, a.timeWait)
                : Long.compare(b.closes, a.closes));
    Set<String> missing = named(destinations, ports);
    List<Site> list = new ArrayList<Site>();
    for (ClosingSite counted : all) {
      CallSite site = callSites.get(counted.site);
      // The rules look up a site's frames by its id, whatever the kind of its closes.
      boolean wanted = missing.remove(site.id);
      if (list.size() < top || wanted && list.size() < 2 * Math.max(top, LEAST_KEPT)) {
        list.add(site(counted, site, census));
      }
    }
    return list;
  }

  private static Set<String> named(List<Destination> destinations, List<ListeningPort> ports) {
    Set<String> sites = new HashSet<String>();
    for (Destination destination : destinations) {
      addNames(destination.sites, destination.closingSites, sites);
    }
    for (ListeningPort port : ports) {
      addNames(port.sites, port.closingSites, sites);
    }
    return sites;
  }

  private static void addNames(
      List<SiteShare> shares, List<ClosingShare> closing, Set<String> sites) {
    for (SiteShare share : shares) {
      sites.add(share.site);
    }
    for (ClosingShare share : closing) {
      sites.add(share.site);
    }
  }

  private Site site(ClosingSite counted, CallSite site, CensusFacts census) {
    int kind = SampledCloses.kind(counted.role, counted.initiator, counted.how);
    double margin = correlator.sampled.marginPercent(kind, counted.closes);
    boolean leavesTimeWait =
        counted.initiator == Initiator.LOCAL || counted.initiator == Initiator.SIMULTANEOUS;
    int timeWait = census.whole ? counted.timeWait : leavesTimeWait ? -1 : 0;
    return Site.builder()
        .id(site.id)
        .role(counted.role)
        .initiator(counted.initiator)
        .how(counted.how)
        .closes(Math.max(counted.closes, 0))
        .timeWait(timeWait)
        .sampled(correlator.sampled.isSampled(kind))
        // Rounded up, because a sample is never called exact.
        .marginPercent(Math.ceil(margin * 10) / 10)
        .line(site.line)
        .via(site.via)
        .frames(site.frames)
        .build();
  }

  /** Median time of a hook at close, nanoseconds; -1 before the first. */
  public long hookNanosMedian() {
    return correlator.hookNanos.median();
  }
}
