package io.firstfin.correlate;

import io.firstfin.picture.ClosingShare;
import io.firstfin.picture.Destination;
import io.firstfin.picture.ListeningPort;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Site;
import io.firstfin.picture.SiteShare;
import io.firstfin.record.CallSite;
import io.firstfin.record.CallSites;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the values of {@link Site}: closes and TIME_WAIT by call site. */
final class ClosingSites extends Collector {
  private final CallSites callSites;
  private final int top;
  private final SampledCloses sampled;
  private final Destinations destinations;
  private final ListeningPorts listeningPorts;

  /** By {@link ClosingSite#key}. */
  private final Map<Integer, ClosingSite> sites = new HashMap<Integer, ClosingSite>();

  private List<Site> value = Collections.emptyList();

  /**
   * The sites that {@code destinations} and {@code listeningPorts} name are shown too, as far as
   * there is room: those two must make their values before.
   */
  ClosingSites(
      CallSites callSites,
      int top,
      SampledCloses sampled,
      Destinations destinations,
      ListeningPorts listeningPorts) {
    this.callSites = callSites;
    this.top = top;
    this.sampled = sampled;
    this.destinations = destinations;
    this.listeningPorts = listeningPorts;
  }

  @Override
  void closed(Close close) {
    site(ClosingSite.key(close.site, close.role, close.initiator, close.how)).closes++;
  }

  @Override
  void corrected(Close close, Initiator wrong, How wrongHow) {
    site(ClosingSite.key(close.site, close.role, wrong, wrongHow)).closes--;
    site(ClosingSite.key(close.site, close.role, close.initiator, close.how)).closes++;
  }

  private ClosingSite site(int key) {
    ClosingSite found = sites.get(key);
    if (found == null) {
      found = new ClosingSite(key);
      sites.put(key, found);
    }
    return found;
  }

  @Override
  void endCheck(KernelCheck check) {
    List<Counted> all = counted(check);
    all.sort(
        (a, b) ->
            a.timeWait != b.timeWait
                ? Integer.compare(b.timeWait, a.timeWait)
                : Long.compare(b.closes, a.closes));
    Set<String> missing = named();
    List<Site> list = new ArrayList<Site>();
    for (Counted counted : all) {
      CallSite site = callSites.get(ClosingSite.site(counted.key));
      // The rules look up a site's frames by its id, whatever the kind of its closes.
      boolean wanted = missing.remove(site.id);
      if (list.size() < top || wanted && list.size() < 2 * Math.max(top, Destinations.LEAST_KEPT)) {
        list.add(site(counted, site, check.isWhole()));
      }
    }
    value = list;
  }

  private List<Counted> counted(KernelCheck check) {
    Map<Integer, Counted> all = new HashMap<Integer, Counted>();
    for (ClosingSite site : sites.values()) {
      if (site.closes > 0) {
        all.put(site.key, new Counted(site.key, site.closes));
      }
    }
    if (check.isWhole()) {
      PairCounts timeWait = check.census.timeWaitByKind;
      for (int i = 0; i < timeWait.bound(); i++) {
        if (timeWait.key(i) != 0) {
          int key = CensusCounts.low(timeWait.key(i));
          all.computeIfAbsent(key, first -> new Counted(first, 0)).timeWait = timeWait.count(i);
        }
      }
    }
    return new ArrayList<Counted>(all.values());
  }

  private Set<String> named() {
    Set<String> sites = new HashSet<String>();
    for (Destination destination : destinations.value()) {
      addNames(destination.sites, destination.closingSites, sites);
    }
    for (ListeningPort port : listeningPorts.value()) {
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

  private Site site(Counted counted, CallSite site, boolean whole) {
    Initiator initiator = ClosingSite.initiator(counted.key);
    int kind = ClosingSite.kind(counted.key);
    double margin = sampled.marginPercent(kind, counted.closes);
    return Site.builder()
        .id(site.id)
        .role(ClosingSite.role(counted.key))
        .initiator(initiator)
        .how(ClosingSite.how(counted.key))
        .closes(counted.closes)
        .timeWait(whole ? counted.timeWait : initiator.includesLocal() ? -1 : 0)
        .sampled(sampled.isSampled(kind))
        // Rounded up, because a result from a sample must never be called exact.
        .marginPercent(Math.ceil(margin * 10) / 10)
        .line(site.line)
        .via(site.via)
        .frames(site.frames)
        .thread(site.thread)
        .closedBy(site.closedBy)
        .openerFrames(site.openerFrames)
        .build();
  }

  @Override
  void addTo(Picture.Builder picture) {
    picture.sites(value);
  }

  /** What the value of one key holds. */
  private static final class Counted {
    final int key;
    final long closes;
    int timeWait;

    Counted(int key, long closes) {
      this.key = key;
      this.closes = closes;
    }
  }
}
