package io.firstfin.correlate;

import io.firstfin.picture.ClosingShare;
import io.firstfin.picture.ListeningPort;
import io.firstfin.picture.Picture;
import io.firstfin.picture.SiteShare;
import io.firstfin.record.CallSites;
import io.firstfin.record.RecordFacts;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the values of {@link ListeningPort}: the ports on which this JVM is a server. All
 * clients of a port are counted as one, because a server's clients have no bound. Bounded.
 */
final class ListeningPorts extends Collector {
  /** Ports that are counted at one time. */
  static final int LARGEST = 1024;

  /** Ports in the value: no application worth watching listens on more. */
  private static final int KEPT = 100;

  private static final int NO_PORT = Integer.MIN_VALUE;

  private final Map<Integer, ConnectionTally> byPort = new HashMap<Integer, ConnectionTally>();
  private final ClosesBySite closesBySite;
  private final CallSites callSites;
  private final int top;
  private final IdleRaces idleRaces;
  private List<ListeningPort> value = Collections.emptyList();

  /** The port that was last asked for: a census asks for the same one again and again. */
  private int lastPort = NO_PORT;

  private ConnectionTally last;

  /**
   * {@code closesBySite} holds the counts of the listening ports here, and also those of
   * destinations.
   */
  ListeningPorts(ClosesBySite closesBySite, CallSites callSites, int top, IdleRaces idleRaces) {
    this.closesBySite = closesBySite;
    this.callSites = callSites;
    this.top = top;
    this.idleRaces = idleRaces;
  }

  /** The port, or null when it is not known. */
  ConnectionTally find(int port) {
    return byPort.get(port);
  }

  /**
   * The port, which is added if it is new; null when there is no room, or when it is not known
   * which port it is.
   */
  ConnectionTally intern(int port, long nanoTime) {
    if (port == lastPort) {
      return last;
    }
    ConnectionTally known = byPort.get(port);
    if (known == null && port > 0 && byPort.size() < LARGEST) {
      known = new ConnectionTally(Remotes.OTHER, Role.SERVER, 0, 0, port, nanoTime);
      byPort.put(port, known);
    }
    last = known;
    lastPort = port;
    return known;
  }

  Collection<ConnectionTally> all() {
    return byPort.values();
  }

  /**
   * Forgets ports that have no TIME_WAIT and were idle for five minutes. Returns true if there were
   * some.
   */
  boolean evictIdle(long nanoTime) {
    boolean evicted =
        byPort
            .values()
            .removeIf(
                port ->
                    port.sockets.timeWait == 0 && nanoTime - port.lastNanos > Remotes.IDLE_NANOS);
    if (evicted) {
      lastPort = NO_PORT;
    }
    return evicted;
  }

  @Override
  void closed(Close close) {
    if (close.listeningPort != null) {
      close.listeningPort.closed(close);
      accepted(close.listeningPort, RecordFacts.openedAt(close.facts));
      closesBySite.add(
          ClosesBySite.subject(close.listeningPort), close.site, close.initiator, close.how);
    }
  }

  private void accepted(ConnectionTally port, int site) {
    if (port.library.isEmpty() && site != port.acceptedAt) {
      port.acceptedAt = site;
      port.library = callSites.acceptor(site);
    }
  }

  @Override
  void corrected(Close close, Initiator wrong, How wrongHow) {
    if (close.listeningPort != null) {
      close.listeningPort.corrected(close, wrong, wrongHow);
      if (close.role == Role.SERVER) {
        int subject = ClosesBySite.subject(close.listeningPort);
        closesBySite.remove(subject, close.site, wrong, wrongHow);
        closesBySite.add(subject, close.site, close.initiator, close.how);
      }
    }
  }

  @Override
  SocketCounter beginCensus(long nanoTime) {
    for (ConnectionTally port : all()) {
      port.beginCensus();
    }
    return null;
  }

  @Override
  void endCheck(KernelCheck check) {
    Map<Integer, List<SiteShare>> sites =
        check.isWhole()
            ? Shares.ofTimeWait(check.census.timeWaitByPortAndSite, callSites, top)
            : Collections.<Integer, List<SiteShare>>emptyMap();
    List<ConnectionTally> ports = new ArrayList<ConnectionTally>(all());
    ports.sort(Destinations.HEAVIEST);
    ports = ports.subList(0, Math.min(KEPT, ports.size()));
    Map<Integer, List<ClosingShare>> closing =
        closesBySite.of(ports, callSites, Destinations.CLOSING_SITES_KEPT);
    List<ListeningPort> list = new ArrayList<ListeningPort>();
    for (ConnectionTally port : ports) {
      list.add(
          ListeningPort.builder()
              .port(port.port)
              .library(port.library)
              .timeWait(check.isWhole() ? port.sockets.timeWait : -1)
              .closesBy(port.closesBy())
              .exchangesMedian(port.exchangesMedian())
              .ageMillisMedian(port.ageMillis.median())
              .secondsSinceServed(port.secondsSinceServed(check.nanoTime))
              .idleRace(idleRaces.of(port.port))
              .sites(sites.getOrDefault(port.port, Collections.<SiteShare>emptyList()))
              .closingSites(
                  closing.getOrDefault(
                      ClosesBySite.subject(port), Collections.<ClosingShare>emptyList()))
              .build());
    }
    value = list;
  }

  /** The value of the last check. */
  List<ListeningPort> value() {
    return value;
  }

  @Override
  void addTo(Picture.Builder picture) {
    picture.listeningPorts(value);
  }
}
