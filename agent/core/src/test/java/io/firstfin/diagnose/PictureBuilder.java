package io.firstfin.diagnose;

import io.firstfin.picture.AcceptQueue;
import io.firstfin.picture.AgentHealth;
import io.firstfin.picture.CloseCount;
import io.firstfin.picture.CloseWaitGroup;
import io.firstfin.picture.ClosingShare;
import io.firstfin.picture.ConnectFailure;
import io.firstfin.picture.Counters;
import io.firstfin.picture.Descriptors;
import io.firstfin.picture.Destination;
import io.firstfin.picture.FinWait2;
import io.firstfin.picture.FinWait2Group;
import io.firstfin.picture.Growth;
import io.firstfin.picture.HeldSockets;
import io.firstfin.picture.IdleConnections;
import io.firstfin.picture.IdleGroup;
import io.firstfin.picture.KernelView;
import io.firstfin.picture.ListeningPort;
import io.firstfin.picture.OpenerCount;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Ports;
import io.firstfin.picture.Site;
import io.firstfin.picture.SiteShare;
import io.firstfin.picture.TimeWait;
import io.firstfin.picture.Totals;
import io.firstfin.picture.Unconnected;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpCounter;
import io.firstfin.vocabulary.TcpState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** A picture in which nothing is known. A test sets what matters to it. */
public final class PictureBuilder {
  public static final long NOW = 1_795_000_000_000L;

  public double watchingSeconds = 600;
  private String source = "sock_diag";
  public final Map<TcpState, Integer> states = new EnumMap<>(TcpState.class);
  public TimeWait timeWait = TimeWait.UNKNOWN;
  public Ports ports = Ports.UNKNOWN;
  public long dropped;
  public final List<CloseCount> closes = new ArrayList<>();
  public final List<Destination> destinations = new ArrayList<>();
  private int top = 20;
  private final List<ListeningPort> listening = new ArrayList<>();
  public final List<Site> sites = new ArrayList<>();
  public final List<CloseWaitGroup> closeWait = new ArrayList<>();
  public Totals totals = Totals.UNKNOWN;
  public Counters counters = Counters.UNKNOWN;
  public FinWait2 finWait2 = FinWait2.UNKNOWN;
  public Unconnected unconnected = Unconnected.UNKNOWN;
  public IdleConnections idle = IdleConnections.UNKNOWN;
  private final Map<TcpState, Integer> statesOfThisJvm = new EnumMap<>(TcpState.class);
  private final List<AcceptQueue> acceptQueues = new ArrayList<>();
  private HeldSockets heldSockets = HeldSockets.UNKNOWN;
  public Descriptors descriptors = Descriptors.UNKNOWN;
  public final List<ConnectFailure> connectFailures = new ArrayList<>();

  public PictureBuilder source(String name) {
    source = name;
    return this;
  }

  public PictureBuilder timeWait(int total, int thisJvm) {
    timeWait = new TimeWait(total, thisJvm, total - thisJvm);
    return this;
  }

  public PictureBuilder defaultPorts() {
    ports =
        Ports.builder()
            .low(32768)
            .high(60999)
            .reserved(0)
            .timeWaitReuse(2)
            .timeWaitReuseDelayMillis(1000)
            .timestamps(1)
            .maxTimeWaitBuckets(262144)
            .build();
    return this;
  }

  public PictureBuilder table(int limit) {
    ports = Ports.builder().maxTimeWaitBuckets(limit).build();
    return this;
  }

  /** Growth below 0 is unknown. */
  public PictureBuilder counter(TcpCounter counter, long total, long growth) {
    counters =
        new Counters(Map.of(counter, total), growth < 0 ? Map.of() : Map.of(counter, growth), 61);
    return this;
  }

  /** Also includes sockets of destinations for which the picture has no room. */
  public PictureBuilder timeWaitByRole(int client, int server) {
    Map<Role, Integer> byRole = new EnumMap<>(Role.class);
    byRole.put(Role.CLIENT, client);
    byRole.put(Role.SERVER, server);
    totals = Totals.builder().timeWait(byRole).build();
    return this;
  }

  public PictureBuilder dropped(long records) {
    dropped = records;
    return this;
  }

  public PictureBuilder state(TcpState state, int sockets) {
    states.put(state, sockets);
    return this;
  }

  public PictureBuilder closeWait(
      String remote, int count, int olderThanMinute, int endOfStreamRead) {
    return closeWait(remote, count, olderThanMinute, endOfStreamRead, "");
  }

  /**
   * Sets the frames of the site that opened them too, the innermost first; the last frame is the
   * line.
   */
  public PictureBuilder closeWait(
      String remote, int count, int olderThanMinute, int endOfStreamRead, String... frames) {
    return closeWait(Role.CLIENT, remote, count, olderThanMinute, endOfStreamRead, frames);
  }

  public PictureBuilder closeWait(
      Role role,
      String remote,
      int count,
      int olderThanMinute,
      int endOfStreamRead,
      String... frames) {
    return closeWait(
        role,
        remote,
        role == Role.SERVER ? 8080 : 0,
        count,
        olderThanMinute,
        endOfStreamRead,
        -1,
        Growth.UNKNOWN,
        frames);
  }

  /**
   * Adds a group of one client of a listening port: all of its sockets are old and read to the end.
   */
  public PictureBuilder acceptedInCloseWait(String remote, int listeningPort, int count) {
    return closeWait(
        Role.SERVER, remote, listeningPort, count, count, count, -1, Growth.UNKNOWN, "");
  }

  /**
   * Adds a group that a pool of Apache HttpClient 5 opened and never read.
   *
   * @param unread those on which only the end of stream is unread
   */
  public PictureBuilder pooled(
      String remote, int count, int unread, double secondsToPeak, double secondsSincePeak) {
    return closeWait(
        Role.CLIENT,
        remote,
        0,
        count,
        count,
        0,
        unread,
        new Growth(count, secondsToPeak, secondsSincePeak, 0, 0),
        "org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager.connect(P.java:1)",
        "com.acme.Orders.load(Orders.java:31)");
  }

  private PictureBuilder closeWait(
      Role role,
      String remote,
      int listeningPort,
      int count,
      int olderThanMinute,
      int endOfStreamRead,
      int endOfStreamUnread,
      Growth growth,
      String... frames) {
    closeWait.add(
        CloseWaitGroup.builder()
            .role(role)
            .remote(remote)
            .listeningPort(listeningPort)
            .count(count)
            .olderThanMinute(olderThanMinute)
            .oldestSeconds(840)
            .endOfStreamRead(endOfStreamRead)
            .endOfStreamUnread(endOfStreamUnread)
            .growth(growth)
            .line(frames[frames.length - 1])
            .frames(List.of(frames))
            .build());
    return this;
  }

  /** Adds the sockets of a peer, also to the sums. */
  public PictureBuilder finWait2(String remote, int orphans, int halfClosed, int olderThanMinute) {
    List<FinWait2Group> groups = new ArrayList<>(finWait2.groups);
    groups.add(new FinWait2Group(Role.CLIENT, remote, orphans, halfClosed, olderThanMinute));
    finWait2 =
        new FinWait2(
            Math.max(finWait2.orphans, 0) + orphans,
            Math.max(finWait2.halfClosed, 0) + halfClosed,
            Math.max(finWait2.halfClosedOlderThanMinute, 0) + olderThanMinute,
            groups);
    return this;
  }

  public PictureBuilder unconnected(int count, int olderThanMinute, int onceConnected) {
    unconnected =
        new Unconnected(
            count,
            olderThanMinute,
            840,
            onceConnected,
            onceConnected <= 0
                ? List.of()
                : List.of(
                    new OpenerCount(
                        Role.CLIENT,
                        "com.acme.Db.login(Db.java:7)",
                        "",
                        List.of("com.acme.Db.login(Db.java:7)"),
                        onceConnected)));
    return this;
  }

  /** Adds a group of idle connections; further frames are those of the site that opened them. */
  public PictureBuilder idle(IdleGroup.Builder group, String... frames) {
    List<IdleGroup> groups = new ArrayList<>(idle.groups);
    groups.add(group.line(frames[frames.length - 1]).frames(List.of(frames)).build());
    idle = new IdleConnections(9000, 9000, groups);
    return this;
  }

  public PictureBuilder held(int sockets, int byOneLine) {
    String line = "com.acme.Net.go(Net.java:9)";
    heldSockets =
        new HeldSockets(
            sockets,
            sockets,
            List.of(new OpenerCount(Role.CLIENT, line, "", List.of(line), byOneLine)));
    return this;
  }

  /** Adds a listening port of this JVM; NaN where it is not full, or never was. */
  public PictureBuilder acceptQueue(
      int port, int waiting, int limit, double fullSeconds, double secondsSinceFull) {
    acceptQueues.add(new AcceptQueue(port, waiting, limit, fullSeconds, secondsSinceFull));
    return this;
  }

  /** Sets how many sockets of the namespace and of this JVM listen. */
  public PictureBuilder listeners(int all, int ofThisJvm) {
    states.put(TcpState.LISTEN, all);
    statesOfThisJvm.put(TcpState.LISTEN, ofThisJvm);
    return this;
  }

  public PictureBuilder descriptors(int taken, int limit) {
    descriptors = new Descriptors(taken, limit);
    return this;
  }

  public PictureBuilder with(DestinationBuilder... added) {
    for (DestinationBuilder destination : added) {
      destinations.add(destination.build());
    }
    return this;
  }

  public PictureBuilder site(String id, Role role, int timeWait, String... frames) {
    sites.add(
        Site.builder()
            .id(id)
            .role(role)
            .initiator(Initiator.LOCAL)
            .how(How.FIN)
            .closes(timeWait)
            .timeWait(timeWait)
            .line(frames[frames.length - 1])
            .frames(List.of(frames))
            .build());
    return this;
  }

  public PictureBuilder closes(Role role, Initiator initiator, How how, long count) {
    closes.add(new CloseCount(role, initiator, how, count));
    return this;
  }

  public PictureBuilder failure(String reason, String remote, long count, long ageMillis) {
    connectFailures.add(
        new ConnectFailure(
            reason, remote, "", count, NOW - ageMillis, "com.acme.Net.go(Net.java:9)"));
    return this;
  }

  public PictureBuilder bindFailure(String reason, String local, long count, long ageMillis) {
    connectFailures.add(
        new ConnectFailure(
            reason, "", local, count, NOW - ageMillis, "com.acme.Net.go(Net.java:9)"));
    return this;
  }

  public PictureBuilder top(int shown) {
    top = shown;
    return this;
  }

  /**
   * Sets the sums over all clients of a port, also over those for which the picture has no room.
   */
  public PictureBuilder listening(int port, int inTimeWait, SiteShare... sites) {
    listening.add(
        ListeningPort.builder().port(port).timeWait(inTimeWait).sites(List.of(sites)).build());
    return this;
  }

  public PictureBuilder listening(ListeningPort port) {
    listening.add(port);
    return this;
  }

  /** The listening ports of the clients, unless a test sets others. */
  private List<ListeningPort> listening() {
    if (!listening.isEmpty()) {
      return listening;
    }
    Map<Integer, List<Destination>> byPort = new TreeMap<>();
    for (Destination peer : destinations) {
      if (peer.role == Role.SERVER) {
        byPort.computeIfAbsent(peer.listeningPort, port -> new ArrayList<>()).add(peer);
      }
    }
    List<ListeningPort> ports = new ArrayList<>();
    byPort.forEach((port, peers) -> ports.add(sum(port, peers)));
    return ports;
  }

  private static ListeningPort sum(int port, List<Destination> peers) {
    int inTimeWait = 0;
    List<CloseCount> closesBy = new ArrayList<>();
    List<SiteShare> sites = new ArrayList<>();
    List<ClosingShare> closingSites = new ArrayList<>();
    for (Destination peer : peers) {
      inTimeWait += Math.max(peer.timeWait, 0);
      closesBy.addAll(peer.closesBy);
      sites.addAll(peer.sites);
      closingSites.addAll(peer.closingSites);
    }
    return ListeningPort.builder()
        .port(port)
        .timeWait(inTimeWait)
        .closesBy(closesBy)
        .exchangesMedian((int) median(peers, peer -> peer.exchangesMedian))
        .ageMillisMedian(median(peers, peer -> peer.ageMillisMedian))
        .sites(sites)
        .closingSites(closingSites)
        .build();
  }

  /** The median over all connections, when each has the figure of its client. */
  private static long median(List<Destination> peers, ToLongFunction<Destination> figure) {
    List<Destination> sorted = new ArrayList<>(peers);
    sorted.sort(Comparator.comparingLong(figure));
    long all = sorted.stream().mapToLong(peer -> peer.timeWait).sum();
    long seen = 0;
    for (Destination peer : sorted) {
      seen += peer.timeWait;
      if (seen * 2 >= all) {
        return figure.applyAsLong(peer);
      }
    }
    return -1;
  }

  public Picture build() {
    return Picture.builder()
        .pid(4242)
        .timeMillis(NOW)
        .watchingSeconds(watchingSeconds)
        .kernel(new KernelView(source, 1, states, statesOfThisJvm))
        .closes(closes)
        .timeWait(timeWait)
        .top(top)
        .destinations(destinations)
        .listeningPorts(listening())
        .sites(sites)
        .closeWait(closeWait)
        .finWait2(finWait2)
        .unconnected(unconnected)
        .idle(idle)
        .heldSockets(heldSockets)
        .acceptQueues(acceptQueues)
        .descriptors(descriptors)
        .connectFailures(connectFailures)
        .ports(ports)
        .counters(counters)
        .totals(totals)
        .agent(
            AgentHealth.builder().version("test").dropped(dropped).errors(0).corrected(0).build())
        .build();
  }
}
