package io.firstfin.correlate;

import io.firstfin.kernel.DescriptorStates;
import io.firstfin.kernel.KernelSocket;
import io.firstfin.kernel.OwnDescriptors;
import io.firstfin.kernel.SocketAddresses;
import io.firstfin.kernel.SocketVisitor;
import io.firstfin.record.CallSites;
import io.firstfin.record.OpenConnections;
import io.firstfin.record.RecordFacts;
import io.firstfin.record.RecordPorts;
import io.firstfin.record.RecordRing;
import io.firstfin.record.RecordVisitor;
import io.firstfin.vocabulary.ConnectFailureReason;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Joins the closes that were recorded with the sockets that the kernel has. Used by the agent's own
 * thread only.
 *
 * <p>A census is {@link #beginCensus}, the kernel's sockets through {@link #visit(KernelSocket)},
 * and {@link #endCensus}; what it found stays readable until the next one.
 */
public final class Correlator implements RecordVisitor, SocketVisitor {
  /**
   * Sockets between two looks into the ring: read as text, a large table takes longer than a busy
   * service takes to fill it.
   */
  private static final int DRAIN_EVERY = 1024;

  private static final Role[] ROLES = Role.values();
  private static final Initiator[] INITIATORS = Initiator.values();
  private static final How[] HOWS = How.values();

  private final RecordRing ring;
  private final OpenConnections open;
  private final CallSites callSites;

  final ClosedSockets closed = new ClosedSockets();
  private final Crossings crossings = new Crossings();
  final Peers peers = new Peers();
  final CloseCounts counts = new CloseCounts();
  final Lifetimes lifetimes = new Lifetimes();
  final ConnectFailures failures = new ConnectFailures();
  final Map<Integer, ClosingSite> sites = new HashMap<Integer, ClosingSite>();
  final SampledCloses sampled = new SampledCloses();
  final CloseWaits closeWaits = new CloseWaits();
  final FinWait2Sockets finWait2 = new FinWait2Sockets();
  final UnconnectedSockets unconnected = new UnconnectedSockets();
  final PairCounts timeWaitByPeerAndSite = new PairCounts();
  final PairCounts timeWaitByPortAndSite = new PairCounts();
  final PairCounts portsByPeerAndSource = new PairCounts();
  final ListeningPorts listening = new ListeningPorts();
  final ClosesBySite closesBySite = new ClosesBySite();
  final int[] states = new int[12];
  final int[] statesOfThisJvm = new int[12];

  /** This JVM's TIME_WAIT by its destination's role. */
  final int[] timeWaitByRole = new int[ROLES.length];

  final Histogram hookNanos = new Histogram(Histogram.QUARTERS, 128);

  private final Set<Integer> listeningPorts = new HashSet<Integer>();
  private final Set<Integer> listeningPortsNow = new HashSet<Integer>();
  private boolean listenersKnown;
  private boolean listenersFresh;
  private boolean inCensus;
  private int visited;
  private Runnable listenerSource;
  private final long originNanos;
  private final long originMillis;

  private OwnDescriptors descriptors;
  private final BitSet descriptorsInTables = new BitSet();
  private int lowestPort;
  private int highestPort;
  private int censusSeconds;
  private long corrected;
  private long forgotten;
  private boolean urgent;

  public Correlator(RecordRing ring, OpenConnections open, CallSites callSites) {
    this.ring = ring;
    this.open = open;
    this.callSites = callSites;
    originNanos = System.nanoTime();
    originMillis = System.currentTimeMillis();
  }

  /** Says whether the kernel's reader knows cookies; before the first record is taken. */
  public void useCookies(boolean known) {
    closed.useCookies(known);
  }

  /**
   * Where the listening sockets are read when a connection's role is not known; it hands each to
   * {@link #learnListener}.
   */
  public void listenersFrom(Runnable source) {
    listenerSource = source;
  }

  /**
   * Takes a listening socket: the role of a connection whose opening was not seen follows from it.
   */
  public void learnListener(KernelSocket socket) {
    listenersKnown = true;
    listeningPorts.add(socket.localPort());
  }

  /** Takes the records that wait. */
  public void drain() {
    listenersFresh = inCensus;
    ring.drain(this);
  }

  /** Records that a census contradicted, so that they were corrected. */
  public long corrected() {
    return corrected;
  }

  /** Closes that could not be followed because the store was full. */
  public long forgotten() {
    return forgotten;
  }

  /** Whether connections wait for censuses that tell which of their two ends was first. */
  public boolean isUnsettled() {
    return !crossings.isEmpty();
  }

  /**
   * Whether a connect has failed for want of a port and {@link #takeUrgent} was not asked since.
   */
  public boolean isUrgent() {
    return urgent;
  }

  /** Whether a connect has failed for want of a port since this was last asked. */
  public boolean takeUrgent() {
    boolean was = urgent;
    urgent = false;
    return was;
  }

  @Override
  public void visit(
      long cookie, long nanoTime, long age, long facts, long ports, long info, Object address) {
    int kind = RecordFacts.kind(facts);
    if (kind == RecordFacts.CONNECT_FAILED) {
      connectFailed(nanoTime, facts, ports, (InetAddress) address);
      return;
    }
    Role role = resolve(RecordFacts.role(facts), RecordPorts.local(ports));
    Initiator initiator = RecordFacts.initiator(facts);
    How how = RecordFacts.how(facts);
    Peer peer = peer(role, ports, address, nanoTime);
    Peer port = role == Role.SERVER ? listening.intern(RecordPorts.local(ports), nanoTime) : null;
    Peer subject = role == Role.SERVER ? port : peer;
    int site = site(facts, subject, role, nanoTime);
    int index = -1;
    if (canLeaveTimeWait(initiator, how, cookie)) {
      index =
          closed.put(
              cookie,
              address == null ? 0 : pair((InetAddress) address, ports),
              site,
              peer == null ? Peers.OTHER : peer.index,
              role.ordinal(),
              initiator.ordinal(),
              how.ordinal(),
              seconds(nanoTime));
      if (index < 0) {
        forgotten++;
      }
    }
    if (kind == RecordFacts.REVISED) {
      recount(
          role,
          site,
          peer,
          port,
          RecordFacts.revisedInitiator(facts),
          RecordFacts.revisedHow(facts),
          initiator,
          how);
      return;
    }
    hookNanos.add(RecordPorts.hookNanos(ports));
    if (kind == RecordFacts.HALF_CLOSED) {
      return;
    }
    if (index >= 0
        && initiator == Initiator.LOCAL
        && how == How.FIN
        && address != null
        && age >= 0) {
      crossings.closed(closed, index, (InetAddress) address, ports, nanoTime - age, nanoTime);
    }
    counts.add(role, initiator, how, 1);
    lifetimes.add(role, initiator, age);
    closingSite(site, role, initiator, how).closes++;
    if (peer != null) {
      peer.closed(initiator, how, info, age, nanoTime);
    }
    if (port != null) {
      port.closed(initiator, how, info, age, nanoTime);
    }
    if (subject != null) {
      closesBySite.add(ClosesBySite.subject(subject), site, initiator, how);
    }
  }

  /** The site that a record counts at. */
  private int site(long facts, Peer subject, Role role, long nanoTime) {
    if (RecordFacts.is(facts, RecordFacts.LEAKED)) {
      return callSites.leakedBy(RecordFacts.openedAt(facts));
    }
    int site = RecordFacts.site(facts);
    boolean sampledOut = RecordFacts.is(facts, RecordFacts.SAMPLED_OUT);
    int number = subject == null ? -1 : ClosesBySite.subject(subject);
    if (RecordFacts.kind(facts) == RecordFacts.CLOSED) {
      int kind = SampledCloses.kind(role, RecordFacts.initiator(facts), RecordFacts.how(facts));
      return sampled.site(number, kind, site, sampledOut, nanoTime);
    }
    if (!sampledOut) {
      return site;
    }
    boolean revised = RecordFacts.kind(facts) == RecordFacts.REVISED;
    return sampled.lastSite(
        number,
        SampledCloses.kind(
            role,
            revised ? RecordFacts.revisedInitiator(facts) : RecordFacts.initiator(facts),
            revised ? RecordFacts.revisedHow(facts) : RecordFacts.how(facts)));
  }

  private void connectFailed(long nanoTime, long facts, long ports, InetAddress address) {
    ConnectFailureReason reason = RecordFacts.reason(facts);
    int site = RecordFacts.site(facts);
    long millis = originMillis + (nanoTime - originNanos) / 1_000_000;
    boolean bound = RecordFacts.is(facts, RecordFacts.BOUND);
    if (bound) {
      failures.addBind(reason, address, RecordPorts.local(ports), site, millis);
    } else {
      failures.add(reason, address, RecordPorts.remote(ports), site, millis);
      if (reason == ConnectFailureReason.ADDRESS_UNAVAILABLE) {
        // The next census is to count the ports that are taken towards it.
        Peer peer = peer(Role.CLIENT, ports, address, nanoTime);
        if (peer != null) {
          peer.lastNanos = nanoTime;
        }
      }
    }
    urgent |= bound || reason == ConnectFailureReason.ADDRESS_UNAVAILABLE;
  }

  /**
   * Begins a census.
   *
   * @param own this process's sockets, or null when they could not be read
   * @param lowestPort first ephemeral port, -1 when unknown
   * @param highestPort last ephemeral port
   */
  public void beginCensus(OwnDescriptors own, int lowestPort, int highestPort) {
    inCensus = false;
    drain();
    inCensus = true;
    long now = System.nanoTime();
    descriptors = own;
    this.lowestPort = lowestPort;
    this.highestPort = highestPort;
    censusSeconds = seconds(now);
    closed.beginCensus();
    crossings.beginCensus();
    closeWaits.beginCensus(now);
    finWait2.beginCensus(now);
    timeWaitByPeerAndSite.clear();
    timeWaitByPortAndSite.clear();
    portsByPeerAndSource.clear();
    Arrays.fill(states, 0);
    Arrays.fill(statesOfThisJvm, 0);
    Arrays.fill(timeWaitByRole, 0);
    for (Peer peer : peers.all()) {
      peer.beginCensus();
    }
    for (Peer port : listening.all()) {
      port.beginCensus();
    }
    for (ClosingSite site : sites.values()) {
      site.timeWait = 0;
    }
    listeningPortsNow.clear();
    descriptorsInTables.clear();
  }

  @Override
  public void visit(KernelSocket socket) {
    if (++visited % DRAIN_EVERY == 0) {
      drain();
    }
    TcpState state = socket.state();
    int number = state.number();
    states[number]++;
    if (state == TcpState.LISTEN) {
      int descriptor = descriptors == null ? -1 : descriptors.descriptorOf(socket.inode());
      if (descriptor >= 0) {
        statesOfThisJvm[number]++;
        descriptorsInTables.set(descriptor);
      }
      if (descriptors == null || descriptor >= 0) {
        listeningPortsNow.add(socket.localPort());
      }
      return;
    }
    int descriptor =
        descriptors == null || socket.inode() == 0 ? -1 : descriptors.descriptorOf(socket.inode());
    Role role =
        descriptor < 0
            ? Role.UNKNOWN
            : resolve(open.role(descriptor), socket.localPort(), listeningPortsNow);
    Peer client = client(socket, role);
    if (client != null && isEphemeral(socket.localPort())) {
      long source = socket.localHigh() * 31 + socket.localLow();
      portsByPeerAndSource.increment((long) client.index << 48 | source & 0xffffffffffffL);
      if (state == TcpState.TIME_WAIT) {
        client.timeWaitAll++;
      }
    }
    if (socket.inode() == 0) {
      orphan(socket, state);
    } else if (descriptor >= 0) {
      live(socket, state, descriptor, role, client);
    }
  }

  /**
   * The destination towards which a socket takes a port: of anybody's sockets where this JVM is a
   * client of it, from the first connection on that it has there.
   */
  private Peer client(KernelSocket socket, Role role) {
    Peer known =
        peers.find(Role.CLIENT, socket.remoteHigh(), socket.remoteLow(), socket.remotePort());
    if (role != Role.CLIENT || known == null && !isEphemeral(socket.localPort())) {
      return known;
    }
    Peer peer = known == null ? internInCensus(role, socket, socket.remotePort()) : known;
    if (peer != null) {
      peer.open++;
    }
    return peer;
  }

  private Peer internInCensus(Role role, KernelSocket socket, int port) {
    Peer peer =
        peers.intern(role, socket.remoteHigh(), socket.remoteLow(), port, System.nanoTime());
    if (peer != null) {
      peer.isPartial = true;
    }
    return peer;
  }

  /** Ends a census that was not whole: what it found says nothing. */
  public void abandonCensus() {
    inCensus = false;
  }

  /** Ends a census that was whole. */
  public void endCensus() {
    listeningPorts.clear();
    listeningPorts.addAll(listeningPortsNow);
    listenersKnown = true;
    inCensus = false;
    crossings.settle(this::settle);
    closed.endCensus(censusSeconds);
    for (int i = 0; i < portsByPeerAndSource.bound(); i++) {
      long key = portsByPeerAndSource.key(i);
      Peer peer = key == 0 ? null : peers.get((int) (key >>> 48));
      if (peer != null) {
        peer.portsUsed = Math.max(peer.portsUsed, portsByPeerAndSource.count(i));
      }
    }
    evictIdlePeers(System.nanoTime());
  }

  /**
   * Asks those of this JVM's descriptors that the census, which has just ended, did not see whether
   * they are TCP sockets without a connection.
   */
  public void lookAtOtherDescriptors(DescriptorStates states) {
    if (descriptors != null) {
      unconnected.look(descriptors, descriptorsInTables, states::state, open, System.nanoTime());
    }
  }

  /** Asks all of these descriptors, without a census, whether they are TCP sockets without one. */
  public void lookAtDescriptors(OwnDescriptors own, DescriptorStates states) {
    unconnected.look(own, new BitSet(), states::state, open, System.nanoTime());
  }

  /** There is no reason to look at the descriptors: how many have no connection is unknown. */
  public void forgetDescriptors() {
    unconnected.forget();
  }

  /** TCP sockets without a connection by the last look; -1 when unknown. */
  public int unconnected() {
    return unconnected.count();
  }

  /** Instead of a census: lets go of records that must have ended by their age. */
  public void expire() {
    expire(System.nanoTime());
  }

  void expire(long now) {
    for (Peer peer : peers.all()) {
      // What the last census saw open can have been closed since.
      peer.open = 0;
    }
    closed.expire(seconds(now));
    evictIdlePeers(now);
  }

  private void evictIdlePeers(long now) {
    int[] references = new int[Peers.LARGEST];
    closed.countDestinations(references);
    for (Peer peer : peers.all()) {
      peer.references = references[peer.index];
    }
    boolean evicted = peers.evictIdle(now) | listening.evictIdle(now);
    if (evicted) {
      // A place is given to another destination.
      List<Peer> kept = peers.all();
      kept.addAll(listening.all());
      closesBySite.retain(kept);
      sampled.forgetDestinations();
    }
  }

  private void live(KernelSocket socket, TcpState state, int descriptor, Role role, Peer client) {
    statesOfThisJvm[state.number()]++;
    descriptorsInTables.set(descriptor);
    if (state == TcpState.FIN_WAIT_1 || state == TcpState.FIN_WAIT_2) {
      keepHalfClosed(socket);
    }
    if (state != TcpState.CLOSE_WAIT && state != TcpState.FIN_WAIT_2) {
      return;
    }
    if (state == TcpState.FIN_WAIT_2) {
      finWait2.halfClosed(socket.inode(), role, remote(socket, role));
      return;
    }
    Peer peer =
        role == Role.SERVER
            ? peers.find(Role.SERVER, socket.remoteHigh(), socket.remoteLow(), socket.localPort())
            : client;
    if (peer != null) {
      peer.closeWait++;
    }
    closeWaits.see(
        socket.inode(),
        open.openingSite(descriptor),
        role,
        remote(socket, role),
        role == Role.SERVER ? socket.localPort() : 0,
        socket.receiveQueue());
  }

  private static String remote(KernelSocket socket, Role role) {
    return Peer.remote(role, socket.remoteHigh(), socket.remoteLow(), socket.remotePort());
  }

  /** A half-closed connection can stay open for hours before its TIME_WAIT begins. */
  private void keepHalfClosed(KernelSocket socket) {
    int index = closed.find(socket.cookie(), pair(socket));
    if (index >= 0) {
      closed.keep(index);
    }
  }

  private void orphan(KernelSocket socket, TcpState state) {
    long pair = pair(socket);
    int index = closed.find(socket.cookie(), pair);
    if (index < 0 && ring.isPending()) {
      // Closed since the census began: its record was in the ring before its FIN could leave.
      drain();
      index = closed.find(socket.cookie(), pair);
    }
    if (index < 0 || !closed.see(index)) {
      return;
    }
    statesOfThisJvm[state.number()]++;
    if (closed.isCrossed(index)) {
      crossings.see(closed.key(index), socket);
    }
    if (state == TcpState.LAST_ACK) {
      correct(index, Initiator.REMOTE);
    } else if (state == TcpState.CLOSING) {
      correct(index, Initiator.SIMULTANEOUS);
    } else if (state == TcpState.FIN_WAIT_2) {
      finWait2(index, socket);
    } else if (state == TcpState.TIME_WAIT) {
      // Who resets has no TIME_WAIT: somebody has read meanwhile what was unread.
      correct(index, INITIATORS[closed.initiator(index)]);
      timeWait(index, socket);
    }
  }

  private void finWait2(int index, KernelSocket socket) {
    Peer peer = peers.get(closed.destination(index));
    if (peer != null) {
      peer.finWait2++;
      return;
    }
    Role role = resolve(ROLES[closed.role(index)], socket.localPort(), listeningPortsNow);
    finWait2.orphans(role, remote(socket, role), 1);
  }

  private void timeWait(int index, KernelSocket socket) {
    Peer peer = peers.get(closed.destination(index));
    Role role = ROLES[closed.role(index)];
    if (role == Role.UNKNOWN) {
      role = resolve(role, socket.localPort(), listeningPortsNow);
    }
    if (peer == null) {
      // A socket that its Cleaner closed had no address left to tell.
      boolean server = role == Role.SERVER;
      peer = internInCensus(role, socket, server ? socket.localPort() : socket.remotePort());
      closed.destination(index, peer == null ? Peers.OTHER : peer.index);
    }
    int site = closed.site(index);
    closingSite(site, role, INITIATORS[closed.initiator(index)], How.FIN).timeWait++;
    Role counted = peer == null ? role : peer.role;
    timeWaitByRole[counted.ordinal()]++;
    if (counted == Role.SERVER) {
      timeWaitOnPort(socket.localPort(), site);
    }
    if (peer != null) {
      peer.timeWait++;
      if (peer.role == Role.SERVER) {
        peer.timeWaitAll++;
      }
      timeWaitByPeerAndSite.increment((long) peer.index << 32 | 1L << 31 | site);
    }
  }

  private void timeWaitOnPort(int localPort, int site) {
    Peer port = listening.intern(localPort, System.nanoTime());
    if (port != null) {
      port.timeWait++;
      timeWaitByPortAndSite.increment((long) localPort << 32 | 1L << 31 | site);
    }
  }

  /** The kernel is right: something came between the question and the close. */
  private void correct(int index, Initiator right) {
    Initiator wrong = INITIATORS[closed.initiator(index)];
    How how = HOWS[closed.how(index)];
    if (wrong == right && how == How.FIN) {
      return;
    }
    Peer peer = peers.get(closed.destination(index));
    recount(
        ROLES[closed.role(index)],
        closed.site(index),
        peer,
        peer == null || peer.role != Role.SERVER ? null : listening.find(peer.port),
        wrong,
        how,
        right,
        How.FIN);
    closed.verdict(index, right.ordinal(), How.FIN.ordinal());
    corrected++;
  }

  private void settle(long key, boolean byCookie, Initiator right) {
    int index = closed.find(key, byCookie);
    if (index >= 0) {
      correct(index, right);
    }
  }

  /** Counts a close as what it was instead of what it was taken for. */
  private void recount(
      Role role,
      int site,
      Peer peer,
      Peer port,
      Initiator wrong,
      How wrongHow,
      Initiator right,
      How rightHow) {
    counts.add(role, wrong, wrongHow, -1);
    counts.add(role, right, rightHow, 1);
    closingSite(site, role, wrong, wrongHow).closes--;
    closingSite(site, role, right, rightHow).closes++;
    if (peer != null) {
      peer.recount(wrong, wrongHow, right, rightHow);
    }
    if (port != null) {
      port.recount(wrong, wrongHow, right, rightHow);
    }
    Peer subject = role == Role.SERVER ? port : peer;
    if (subject != null) {
      closesBySite.remove(ClosesBySite.subject(subject), site, wrong, wrongHow);
      closesBySite.add(ClosesBySite.subject(subject), site, right, rightHow);
    }
  }

  /**
   * Whether the socket of a close can come to TIME_WAIT: of a reset only where its cookie was asked
   * for, as something can still spare it.
   */
  private static boolean canLeaveTimeWait(Initiator initiator, How how, long cookie) {
    return (initiator == Initiator.LOCAL || initiator == Initiator.SIMULTANEOUS)
        && (how != How.RST || cookie != 0);
  }

  private ClosingSite closingSite(int site, Role role, Initiator initiator, How how) {
    int key = ClosingSite.key(site, role, initiator, how);
    ClosingSite found = sites.get(key);
    if (found == null) {
      found = new ClosingSite(site, role, initiator, how);
      sites.put(key, found);
    }
    return found;
  }

  private Peer peer(Role role, long ports, Object address, long nanoTime) {
    if (!(address instanceof InetAddress)) {
      return null;
    }
    InetAddress remote = (InetAddress) address;
    return peers.intern(
        role,
        SocketAddresses.high(remote),
        SocketAddresses.low(remote),
        role == Role.SERVER ? RecordPorts.local(ports) : RecordPorts.remote(ports),
        nanoTime);
  }

  private Role resolve(Role role, int localPort) {
    if (role != Role.UNKNOWN || localPort == 0 || listeningPorts.contains(localPort)) {
      return resolve(role, localPort, listeningPorts);
    }
    if (!listenersFresh && listenerSource != null) {
      // The listener can be younger than what is known.
      listenerSource.run();
      listenersFresh = true;
    }
    return listenersKnown && !inCensus ? resolve(role, localPort, listeningPorts) : role;
  }

  private static Role resolve(Role role, int localPort, Set<Integer> listening) {
    if (role != Role.UNKNOWN || localPort == 0) {
      return role;
    }
    return listening.contains(localPort) ? Role.SERVER : Role.CLIENT;
  }

  private boolean isEphemeral(int port) {
    return lowestPort >= 0 && port >= lowestPort && port <= highestPort;
  }

  private int seconds(long nanoTime) {
    return (int) Math.max((nanoTime - originNanos) / 1_000_000_000L + 1, 1);
  }

  private static long pair(KernelSocket socket) {
    return pair(socket.remoteHigh(), socket.remoteLow(), socket.remotePort(), socket.localPort());
  }

  private static long pair(InetAddress remote, long ports) {
    return pair(
        SocketAddresses.high(remote),
        SocketAddresses.low(remote),
        RecordPorts.remote(ports),
        RecordPorts.local(ports));
  }

  private static long pair(long remoteHigh, long remoteLow, int remotePort, int localPort) {
    long mixed = ClosedSockets.mix(remoteHigh ^ 0x5851f42d4c957f2dL);
    mixed = ClosedSockets.mix(mixed ^ remoteLow);
    return ClosedSockets.mix(mixed ^ (long) remotePort << 16 ^ localPort);
  }
}
