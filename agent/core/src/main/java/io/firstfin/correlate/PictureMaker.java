package io.firstfin.correlate;

import io.firstfin.kernel.TcpCounter;
import io.firstfin.kernel.TcpState;
import io.firstfin.picture.AgentHealth;
import io.firstfin.picture.CloseWaitGroup;
import io.firstfin.picture.Counters;
import io.firstfin.picture.Destination;
import io.firstfin.picture.FinWait2;
import io.firstfin.picture.KernelView;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Ports;
import io.firstfin.picture.Site;
import io.firstfin.picture.SiteShare;
import io.firstfin.picture.TimeWait;
import io.firstfin.picture.Totals;
import io.firstfin.record.CallSite;
import io.firstfin.record.CallSites;
import io.firstfin.record.Initiator;
import io.firstfin.record.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Turns what the correlator holds into one immutable picture. Used by the agent's own thread. */
public final class PictureMaker {
  /**
   * After the peer's first FIN our close leaves no record to find the socket by, and a connection
   * that is still being accepted has no descriptor yet.
   */
  private static final TcpState[] WITHOUT_OWNER = {TcpState.LAST_ACK, TcpState.SYN_RECEIVED};

  private final Correlator correlator;
  private final CallSites callSites;
  private final long pid;
  private final int top;
  private final long startNanos;
  private final ToLongFunction<Role> opened;
  private final LookTimes looks = new LookTimes();
  private final CounterHistory counters = new CounterHistory();

  /**
   * Destinations and sites beyond {@code top} are left out, the lightest first; the watch began at
   * {@code startNanos}, and {@code opened} tells the connections opened since.
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
    return new Picture(
        pid,
        System.currentTimeMillis(),
        (now - startNanos) / 1e9,
        kernel(census),
        correlator.counts.list(),
        timeWait(census),
        destinations(census, now),
        sites(census),
        closeWait,
        finWait2(census),
        correlator.unconnected.picture(callSites, top),
        correlator.failures.list(callSites),
        ports(census),
        census.counters == null ? Counters.UNKNOWN : counters.add(census.counters, now),
        totals(census),
        health);
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
    return census.timeWaitOfGate == 0 ? new TimeWait(0, 0, 0) : new TimeWait(-1, -1, -1);
  }

  private static Ports ports(CensusFacts census) {
    return census.ports == null
        ? Ports.UNKNOWN
        : new Ports(
            census.ports.low,
            census.ports.high,
            census.ports.reservedPorts,
            census.ports.timeWaitReuse,
            census.ports.timeWaitReuseDelayMillis,
            census.ports.timestamps,
            census.ports.maxTimeWaitBuckets);
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
    return new Totals(
        openedByRole, correlator.lifetimes.list(), timeWait, portsUsed(census), looks.list());
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

  private List<Destination> destinations(CensusFacts census, long now) {
    List<Peer> peers = correlator.peers.all();
    peers.sort(
        (a, b) ->
            a.timeWait != b.timeWait
                ? Integer.compare(b.timeWait, a.timeWait)
                : Long.compare(b.closes, a.closes));
    Map<Integer, List<SiteShare>> shares =
        census.whole ? shares() : Collections.<Integer, List<SiteShare>>emptyMap();
    Ports ports = ports(census);
    int portsMax = ports.max();
    List<Destination> list = new ArrayList<Destination>();
    for (Peer peer : peers) {
      double closesPerSecond = peer.closeRate.perSecond(now, peer.closes);
      double growth =
          census.whole ? peer.timeWaitRate.perSecond(now, peer.timeWaitAll) : Double.NaN;
      double timeWaitCloses = peer.timeWaitClosesPerSecond(now);
      double secondsToExhaustion =
          census.whole
              ? PortForecast.secondsToExhaustion(peer, timeWaitCloses, ports, now)
              : Double.NaN;
      if (list.size() >= top) {
        continue;
      }
      boolean client = peer.role == Role.CLIENT;
      boolean portsKnown = census.whole && client && portsMax > 0;
      List<SiteShare> own = shares.get(peer.index);
      list.add(
          new Destination(
              peer.role,
              peer.remote(),
              peer.role == Role.SERVER ? peer.port : 0,
              census.whole ? peer.timeWait : -1,
              census.whole ? peer.timeWaitAll : -1,
              growth,
              census.whole && census.ownersKnown ? peer.closeWait : -1,
              peer.closes,
              peer.closesLocalFirst,
              peer.closesBy(),
              closesPerSecond,
              timeWaitCloses,
              portsKnown ? peer.portsUsed : -1,
              client ? portsMax : -1,
              secondsToExhaustion,
              peer.exchangesMedian(),
              peer.ageMillis.median(),
              peer.useTimes.medianMillis(),
              peer.ends(now),
              own == null ? Collections.<SiteShare>emptyList() : own));
    }
    return list;
  }

  private Map<Integer, List<SiteShare>> shares() {
    Map<Integer, List<SiteShare>> shares = new HashMap<Integer, List<SiteShare>>();
    PairCounts counts = correlator.timeWaitByPeerAndSite;
    for (int i = 0; i < counts.bound(); i++) {
      long key = counts.key(i);
      if (key == 0) {
        continue;
      }
      CallSite site = callSites.get((int) key & CallSites.CAPACITY - 1);
      List<SiteShare> list = shares.get((int) (key >>> 32));
      if (list == null) {
        list = new ArrayList<SiteShare>();
        shares.put((int) (key >>> 32), list);
      }
      list.add(new SiteShare(site.id, site.line, site.via, counts.count(i)));
    }
    for (List<SiteShare> list : shares.values()) {
      list.sort((a, b) -> Integer.compare(b.timeWait, a.timeWait));
      if (list.size() > top) {
        list.subList(top, list.size()).clear();
      }
    }
    return shares;
  }

  private List<Site> sites(CensusFacts census) {
    List<ClosingSite> all = new ArrayList<ClosingSite>(correlator.sites.values());
    all.sort(
        (a, b) ->
            a.timeWait != b.timeWait
                ? Integer.compare(b.timeWait, a.timeWait)
                : Long.compare(b.closes, a.closes));
    List<Site> list = new ArrayList<Site>();
    for (ClosingSite counted : all) {
      if (list.size() >= top) {
        break;
      }
      if (counted.closes <= 0 && counted.timeWait <= 0) {
        continue;
      }
      CallSite site = callSites.get(counted.site);
      boolean sampled =
          correlator.sampledKinds.contains(
              ClosingSite.key(0, counted.role, counted.initiator, counted.how));
      boolean leavesTimeWait =
          counted.initiator == Initiator.LOCAL || counted.initiator == Initiator.SIMULTANEOUS;
      int timeWait = census.whole ? counted.timeWait : leavesTimeWait ? -1 : 0;
      list.add(
          new Site(
              site.id,
              counted.role,
              counted.initiator,
              counted.how,
              Math.max(counted.closes, 0),
              timeWait,
              sampled,
              site.line,
              site.via,
              site.frames));
    }
    return list;
  }

  /** Median time of a hook at close, nanoseconds; -1 before the first. */
  public long hookNanosMedian() {
    return correlator.hookNanos.median();
  }
}
