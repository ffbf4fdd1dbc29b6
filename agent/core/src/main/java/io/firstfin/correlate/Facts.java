package io.firstfin.correlate;

import io.firstfin.picture.Picture;
import io.firstfin.picture.SettledClose;
import io.firstfin.record.CallSites;
import io.firstfin.record.OpenConnections;
import io.firstfin.record.RecordFacts;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpCounter;
import io.firstfin.vocabulary.TcpState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * The facts of the picture, each with its collector: a new fact is one more in the list. Used by
 * the agent's own thread only.
 */
public final class Facts {
  private static final Role[] ROLES = Role.values();

  /** Pairs of destination and kind of close of which one site is remembered. */
  private static final int SAMPLED = 4096;

  /** By a state's number. */
  private static final int STATES = 12;

  // What the join uses.
  final Remotes remotes = new Remotes();
  final ListeningPorts listeningPorts;
  final IdleRaces idleRaces = new IdleRaces();
  final UnconnectedSockets unconnected;
  final IdleSockets idle;
  final CloseWaits closeWaits;
  final SampledCloses sampled = new SampledCloses(SAMPLED);
  final OpenersOfCloses openers;

  final ClosesBySite closesBySite = new ClosesBySite();

  /** Shared with the correlator, so that all times of day have one origin. */
  final WallTime wallTime = new WallTime();

  private final CallSites callSites;
  private final SettledCloses settled;
  private final CounterHistory counters = new CounterHistory();
  private final Destinations destinations;
  private final KernelStates kernelStates = new KernelStates();
  private final JvmTotals totals;
  private final Collector[] collectors;
  private final ToLongFunction<Role> opened;

  /** Whether nothing has happened since a check that made all values without a census. */
  private boolean isStill;

  /** The minute of that check. */
  private long minute;

  /** Connections that were opened up to that check. */
  private long openedThen;

  /**
   * @param top how many destinations and sites are shown; the picture has more where a rule reads
   *     them
   * @param opened connections opened since the watch began
   */
  public Facts(CallSites callSites, OpenConnections open, int top, ToLongFunction<Role> opened) {
    listeningPorts = new ListeningPorts(closesBySite, callSites, top, idleRaces);
    unconnected = new UnconnectedSockets(callSites, top);
    idle = new IdleSockets(callSites, open);
    closeWaits = new CloseWaits(callSites, open);
    openers = new OpenersOfCloses(callSites);
    this.callSites = callSites;
    settled = new SettledCloses(callSites, openers, wallTime);
    this.opened = opened;
    destinations = new Destinations(remotes, closesBySite, callSites, top);
    totals = new JvmTotals(remotes, opened);
    collectors =
        new Collector[] {
          kernelStates,
          new CloseCounts(),
          new LastCloses(settled),
          destinations,
          idleRaces,
          // After that one, whose value it reads.
          listeningPorts,
          // After those two, whose values it reads.
          new ClosingSites(callSites, top, sampled, destinations, listeningPorts),
          closeWaits,
          new FinWait2Sockets(top),
          unconnected,
          idle,
          new SocketHolders(callSites, open, top),
          new AcceptQueues(),
          new ConnectFailures(callSites),
          counters,
          totals,
        };
  }

  /** Takes the counters' values at the beginning of the watch; growth is measured from there. */
  public void beginCounters(Map<TcpCounter, Long> now) {
    counters.add(now, System.nanoTime());
  }

  /**
   * Shows each close from now on to a listener.
   *
   * @param listener is called on the agent's thread and must not wait; null when nobody listens
   */
  public void listen(Consumer<SettledClose> listener) {
    settled.listen(listener);
  }

  /** The site at which a close is counted; all else of the close is set already. */
  int site(Close close) {
    return RecordFacts.is(close.facts, RecordFacts.LEAKED)
        ? callSites.leakedBy(RecordFacts.openedAt(close.facts))
        : sampled.site(close.facts, openers.accused(close.facts, close), close);
  }

  /**
   * Takes the ways of closes whose stacks were not read because a sample is enough, and counts
   * none; see {@link io.firstfin.record.Rehearsal#spareStacks}.
   */
  void rehearse() {
    openers.accused(0, null);
    int kind = SampledCloses.kind(Role.CLIENT, Initiator.LOCAL, How.FIN);
    SampledCloses rehearsed = new SampledCloses(1);
    rehearsed.site(0, kind, CallSites.UNKNOWN, true, 0);
    rehearsed.site(0, kind, CallSites.UNKNOWN, false, 0);
    rehearsed.site(0, kind, CallSites.UNKNOWN, true, 0);
  }

  void closed(Close close) {
    isStill = false;
    for (Collector collector : collectors) {
      collector.closed(close);
    }
    settled.closed(close);
  }

  void corrected(Close close, Initiator wrong, How wrongHow) {
    isStill = false;
    for (Collector collector : collectors) {
      collector.corrected(close, wrong, wrongHow);
    }
  }

  /** A close that was counted already, made from its record; its verdict is not set. */
  Close counted(ClosedSockets closed, int index) {
    Close counted = new Close();
    counted.role = ROLES[closed.role(index)];
    counted.site = closed.site(index);
    counted.remote = remotes.get(closed.remote(index));
    counted.listeningPort =
        counted.remote == null || counted.remote.role != Role.SERVER
            ? null
            : listeningPorts.find(counted.remote.port);
    return counted;
  }

  void connectFailed(FailedConnect failure) {
    isStill = false;
    for (Collector collector : collectors) {
      collector.connectFailed(failure);
    }
  }

  /** The counters for the sockets of a census, by the number of the socket's state. */
  SocketCounter[][] beginCensus(long nanoTime) {
    isStill = false;
    List<SocketCounter> counters = new ArrayList<SocketCounter>();
    for (Collector collector : collectors) {
      SocketCounter counter = collector.beginCensus(nanoTime);
      if (counter != null) {
        counters.add(counter);
      }
    }
    SocketCounter[][] byState = new SocketCounter[STATES][];
    for (TcpState state : TcpState.values()) {
      byState[state.number()] =
          counters.stream()
              .filter(counter -> (counter.states & state.bit()) != 0)
              .toArray(SocketCounter[]::new);
    }
    return byState;
  }

  /**
   * Ends a check. Where nothing has happened since the last one, only the values are made that are
   * about the check itself: a service at rest should pay next to nothing. All are made anew once a
   * minute, because nothing that depends on the time alone changes faster.
   *
   * @return whether values may differ from those before
   */
  boolean endCheck(KernelCheck check) {
    long thisMinute = RecentCount.minute(check.nanoTime);
    long openedNow = opened.applyAsLong(Role.CLIENT) + opened.applyAsLong(Role.SERVER);
    if (isStill
        && !check.isWhole()
        && thisMinute == minute
        && openedNow == openedThen
        && unconnected.isShown()
        && destinations.areStill(check.nanoTime)) {
      kernelStates.endCheck(check);
      totals.endCheck(check);
      return false;
    }
    for (Collector collector : collectors) {
      collector.endCheck(check);
    }
    isStill = !check.isWhole();
    minute = thisMinute;
    openedThen = openedNow;
    return true;
  }

  void addTo(Picture.Builder picture) {
    for (Collector collector : collectors) {
      collector.addTo(picture);
    }
  }

  /**
   * Forgets remote ends and listening ports that are idle.
   *
   * @param openKnown whether the last census still shows what is open
   */
  void evictIdle(long nanoTime, ClosedSockets closed, boolean openKnown) {
    int[] references = new int[Remotes.LARGEST];
    closed.countRemotes(references);
    boolean evicted =
        remotes.evictIdle(nanoTime, references, openKnown) | listeningPorts.evictIdle(nanoTime);
    if (evicted) {
      isStill = false;
      // The place of a forgotten remote end is given to another one.
      List<ConnectionTally> kept = remotes.all();
      kept.addAll(listeningPorts.all());
      closesBySite.retain(kept);
      sampled.forgetDestinations();
      openers.forgetDestinations();
    }
  }
}
