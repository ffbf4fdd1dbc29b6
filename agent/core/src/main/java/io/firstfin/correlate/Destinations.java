package io.firstfin.correlate;

import io.firstfin.picture.ClosingShare;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Ports;
import io.firstfin.picture.SiteShare;
import io.firstfin.record.CallSites;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Collects the values of {@link Destination}, both of destinations and of clients of this server.
 */
final class Destinations extends Collector {
  /** A lower {@code top} limits what is shown, not what the rules know. */
  static final int LEAST_KEPT = 20;

  /** Kept for a destination or a listening port: those that a finding names, and a few more. */
  static final int CLOSING_SITES_KEPT = 8;

  static final Comparator<ConnectionTally> HEAVIEST =
      (a, b) ->
          a.sockets.timeWait != b.sockets.timeWait
              ? Integer.compare(b.sockets.timeWait, a.sockets.timeWait)
              : Long.compare(b.closes, a.closes);

  private final Remotes remotes;
  private final ClosesBySite closesBySite;
  private final CallSites callSites;
  private final int top;
  private List<Destination> value = Collections.emptyList();

  /**
   * {@code closesBySite} holds the counts of the destinations here, and also those of listening
   * ports.
   */
  Destinations(Remotes remotes, ClosesBySite closesBySite, CallSites callSites, int top) {
    this.remotes = remotes;
    this.closesBySite = closesBySite;
    this.callSites = callSites;
    this.top = top;
  }

  @Override
  void closed(Close close) {
    if (close.remote != null) {
      close.remote.closed(close);
      if (close.role != Role.SERVER) {
        closesBySite.add(
            ClosesBySite.subject(close.remote), close.site, close.initiator, close.how);
      }
    }
  }

  @Override
  void corrected(Close close, Initiator wrong, How wrongHow) {
    if (close.remote != null) {
      close.remote.corrected(close, wrong, wrongHow);
      if (close.role != Role.SERVER) {
        int subject = ClosesBySite.subject(close.remote);
        closesBySite.remove(subject, close.site, wrong, wrongHow);
        closesBySite.add(subject, close.site, close.initiator, close.how);
      }
    }
  }

  @Override
  SocketCounter beginCensus(long nanoTime) {
    for (ConnectionTally remote : remotes.all()) {
      remote.beginCensus();
    }
    return new SocketCounter(TcpState.CLOSE_WAIT) {
      @Override
      void see(JoinedSocket socket) {
        if (socket.remote != null) {
          socket.remote.sockets.closeWait++;
        }
      }
    };
  }

  @Override
  void endCheck(KernelCheck check) {
    List<ConnectionTally> all = remotes.all();
    all.sort(HEAVIEST);
    Set<ConnectionTally> kept = kept(all, check.nanoTime);
    Map<Integer, List<SiteShare>> sites =
        check.isWhole()
            ? Shares.ofTimeWait(check.census.timeWaitByRemoteAndSite, callSites, top)
            : Collections.<Integer, List<SiteShare>>emptyMap();
    Map<Integer, List<ClosingShare>> closing = closesBySite.of(kept, callSites, CLOSING_SITES_KEPT);
    List<Destination> list = new ArrayList<Destination>();
    // Rates are updated at each check, also of destinations that are not shown.
    Destination.Builder notShown = Destination.builder();
    for (ConnectionTally remote : all) {
      boolean isShown = kept.contains(remote);
      Destination.Builder destination = isShown ? Destination.builder() : notShown;
      rates(remote, check, destination);
      if (isShown) {
        facts(remote, check, destination);
        destination.sites(sites.getOrDefault(remote.index, Collections.<SiteShare>emptyList()));
        if (remote.role == Role.CLIENT) {
          destination.closingSites(
              closing.getOrDefault(
                  ClosesBySite.subject(remote), Collections.<ClosingShare>emptyList()));
        }
        list.add(destination.build());
      }
    }
    value = list;
  }

  /**
   * Whether all rates are 0. This updates them, so that they go on from now when connections end
   * again.
   */
  boolean areStill(long now) {
    boolean still = true;
    for (ConnectionTally remote : remotes.all()) {
      still &= remote.closeRate.perSecond(now, remote.closes) == 0;
      still &= remote.timeWaitClosesPerSecond(now) == 0;
    }
    return still;
  }

  private static void rates(
      ConnectionTally remote, KernelCheck check, Destination.Builder destination) {
    long now = check.nanoTime;
    double timeWaitCloses = remote.timeWaitClosesPerSecond(now);
    destination
        .closesPerSecond(remote.closeRate.perSecond(now, remote.closes))
        .timeWaitClosesPerSecond(timeWaitCloses);
    if (check.isWhole() && !remote.sockets.isPartial) {
      destination
          .timeWaitGrowth(remote.timeWaitRate.perSecond(now, remote.sockets.timeWaitAll))
          .secondsToExhaustion(
              PortForecast.secondsToExhaustion(remote, timeWaitCloses, check.ports, now));
    }
  }

  private static void facts(
      ConnectionTally remote, KernelCheck check, Destination.Builder destination) {
    destination
        .role(remote.role)
        .remote(remote.remote())
        .name(remote.name())
        .listeningPort(remote.role == Role.SERVER ? remote.port : 0)
        .closes(remote.closes)
        .closesLocalFirst(remote.closesLocalFirst)
        .closesBy(remote.closesBy())
        .exchangesMedian(remote.exchangesMedian())
        .ageMillisMedian(remote.ageMillis.median())
        .useMillisMedian(remote.useTimes.medianMillis())
        .closesLately(remote.recentCloses(check.nanoTime))
        .timedOutLately(remote.recentTimeouts(check.nanoTime))
        .ends(remote.ends(check.nanoTime));
    Ports ports = check.ports;
    boolean client = remote.role == Role.CLIENT;
    if (client) {
      destination.portsMax(ports.max());
    }
    if (check.isWhole()) {
      destination.timeWait(remote.sockets.timeWait).timeWaitAll(remote.sockets.timeWaitAll);
      if (check.isOwnerKnown()) {
        destination.closeWait(remote.sockets.closeWait);
      }
      if (client && ports.max() > 0) {
        destination.portsUsed(remote.sockets.portsUsed);
      }
    }
  }

  /**
   * The heaviest destinations, and those that lead by another figure that a rule reads, because a
   * rule cannot warn of a destination that it does not see.
   */
  private Set<ConnectionTally> kept(List<ConnectionTally> all, long now) {
    int heaviest = Math.min(Math.max(top, LEAST_KEPT), all.size());
    Set<ConnectionTally> kept = new HashSet<ConnectionTally>(all.subList(0, heaviest));
    if (heaviest == all.size()) {
      return kept;
    }
    keep(all, tally -> tally.role == Role.CLIENT ? tally.sockets.portsUsed : 0, kept);
    keep(all, tally -> tally.failedReuses(now), kept);
    keep(all, tally -> tally.recentTimeouts(now), kept);
    keep(all, tally -> tally.role == Role.CLIENT ? tally.recentCloses(now) : 0, kept);
    keep(all, tally -> tally.role == Role.CLIENT ? 0 : tally.recentCloses(now), kept);
    return kept;
  }

  /** Adds those with the largest figures above 0; in the order of {@code all} where equal. */
  private void keep(
      List<ConnectionTally> all,
      ToLongFunction<ConnectionTally> figure,
      Set<ConnectionTally> kept) {
    List<Candidate> candidates = new ArrayList<Candidate>();
    for (ConnectionTally tally : all) {
      long value = figure.applyAsLong(tally);
      if (value > 0) {
        candidates.add(new Candidate(tally, value));
      }
    }
    candidates.sort(Candidate.LARGEST);
    int most = Math.min(Math.max(top, LEAST_KEPT), candidates.size());
    for (Candidate candidate : candidates.subList(0, most)) {
      kept.add(candidate.tally);
    }
  }

  /** A destination and the figure by which it could be kept. */
  private static final class Candidate {
    static final Comparator<Candidate> LARGEST = (a, b) -> Long.compare(b.figure, a.figure);

    final ConnectionTally tally;
    final long figure;

    Candidate(ConnectionTally tally, long figure) {
      this.tally = tally;
      this.figure = figure;
    }
  }

  /** The value of the last check. */
  List<Destination> value() {
    return value;
  }

  @Override
  void addTo(Picture.Builder picture) {
    picture.destinations(value);
  }
}
