package io.firstfin.correlate;

import io.firstfin.kernel.DescriptorStates;
import io.firstfin.kernel.OwnDescriptors;
import io.firstfin.kernel.SocketAddresses;
import io.firstfin.kernel.SocketStates;
import io.firstfin.kernel.SocketTableReader;
import io.firstfin.picture.HookTimes;
import io.firstfin.record.OpenConnections;
import io.firstfin.record.RecordFacts;
import io.firstfin.record.RecordPorts;
import io.firstfin.record.RecordRing;
import io.firstfin.record.RecordVisitor;
import io.firstfin.vocabulary.ConnectFailureReason;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.net.InetAddress;
import java.util.BitSet;

/**
 * Joins the closes that were recorded with the sockets that the kernel has, corrects verdicts that
 * the kernel contradicts, and passes them to the facts. Used by the agent's own thread only.
 *
 * <p>A check drains the records, takes a census if one is due, and ends with {@link #endCheck}. A
 * census begins with {@link #beginCensus}, gives the kernel's sockets to the {@link CensusJoin},
 * and ends with {@link #endCensus}.
 */
public final class Correlator implements RecordVisitor {
  private static final Initiator[] INITIATORS = Initiator.values();
  private static final How[] HOWS = How.values();

  final OpenConnections open;
  final Facts facts;
  final ClosedSockets closed;
  final Crossings crossings = new Crossings();
  final Listeners listeners;

  private final RecordRing ring;

  /**
   * Null when the kernel cannot be asked for single sockets: then a verdict is counted as it was
   * read before the close.
   */
  private final UnsettledCloses unsettled;

  private final RecordedTimes times = new RecordedTimes();
  private final Close close = new Close();
  private final EngineTls engineTls;
  private long corrected;
  private long forgotten;
  private boolean urgent;

  /**
   * @param sockets asks for the sockets of closes whose verdict is not certain; null when the
   *     kernel cannot be asked for single sockets
   * @param reader reads the listening sockets where a connection's role is not known; null when the
   *     kernel's tables cannot be read
   */
  public Correlator(
      RecordRing ring,
      OpenConnections open,
      SocketTableReader reader,
      SocketStates sockets,
      Facts facts) {
    this.ring = ring;
    this.open = open;
    engineTls = new EngineTls(open.engines);
    this.facts = facts;
    unsettled =
        sockets == null
            ? null
            : new UnsettledCloses(sockets, new GoneSockets(new SkippedTimeWait()), this);
    listeners = new Listeners(reader);
    closed = new ClosedSockets(reader == null || reader.source().equals("sock_diag"));
  }

  /** Takes the records that wait. Returns whether the kernel was asked to settle some verdicts. */
  public boolean drain() {
    listeners.beginRecords();
    ring.drain(unsettled == null ? this : unsettled);
    return unsettled != null && unsettled.settle();
  }

  boolean isPending() {
    return ring.isPending();
  }

  @Override
  public void visit(
      long cookie, long nanoTime, long age, long facts, long ports, long info, Object address) {
    int kind = RecordFacts.kind(facts);
    if (kind == RecordFacts.CONNECT_FAILED) {
      connectFailed(nanoTime, facts, ports, (InetAddress) address);
      return;
    }
    close.role = listeners.resolve(RecordFacts.role(facts), RecordPorts.local(ports));
    close.initiator = RecordFacts.initiator(facts);
    close.how = RecordFacts.how(facts);
    close.remote = remote(close.role, ports, address, nanoTime);
    close.listeningPort =
        close.role == Role.SERVER
            ? this.facts.listeningPorts.intern(RecordPorts.local(ports), nanoTime)
            : null;
    close.cookie = cookie;
    close.nanoTime = nanoTime;
    close.ageNanos = age;
    close.info = engineTls.corrected(close, info);
    close.facts = facts;
    close.ports = ports;
    close.address = (InetAddress) address;
    close.site = this.facts.site(close);
    int index = follow(cookie, ports, close.address);
    if (kind == RecordFacts.REVISED) {
      this.facts.corrected(
          close, RecordFacts.revisedInitiator(facts), RecordFacts.revisedHow(facts));
      return;
    }
    times.add(ports);
    if (kind == RecordFacts.HALF_CLOSED) {
      return;
    }
    if (index >= 0 && canCross()) {
      crossings.closed(closed, index, close.address, ports, nanoTime - age, nanoTime);
    }
    this.facts.closed(close);
  }

  /**
   * Remembers a close for later censuses when its socket can come to TIME_WAIT. That includes one
   * that a look-up did not find, and a reset whose cookie was asked for, because something can
   * still prevent the reset. Returns the record's index, or -1.
   */
  private int follow(long cookie, long ports, InetAddress address) {
    if (cookie == 0 && (!close.initiator.includesLocal() || close.how == How.RST)) {
      return -1;
    }
    long packed =
        ClosedSockets.packed(
            close.site,
            close.remote == null ? Remotes.OTHER : close.remote.index,
            close.role.ordinal(),
            close.initiator.ordinal(),
            close.how.ordinal(),
            seconds(close.nanoTime));
    int index = closed.put(cookie, address == null ? 0 : Pairs.of(address, ports), packed);
    forgotten += index < 0 ? 1 : 0;
    return index;
  }

  private boolean canCross() {
    return close.initiator.leavesTimeWait(close.how)
        && close.address != null
        && close.ageNanos >= 0;
  }

  private void connectFailed(long nanoTime, long facts, long ports, InetAddress address) {
    ConnectFailureReason reason = RecordFacts.reason(facts);
    boolean inBind = RecordFacts.is(facts, RecordFacts.BOUND);
    boolean withoutPort = inBind || reason == ConnectFailureReason.ADDRESS_UNAVAILABLE;
    int port = inBind ? RecordPorts.local(ports) : RecordPorts.remote(ports);
    long timeMillis = this.facts.wallTime.millis(nanoTime);
    this.facts.connectFailed(
        new FailedConnect(reason, address, port, inBind, RecordFacts.site(facts), timeMillis));
    boolean timedOut = reason == ConnectFailureReason.TIMED_OUT;
    if ((withoutPort || timedOut) && !inBind) {
      // The next census must count the ports that are taken towards it.
      ConnectionTally destination = remote(Role.CLIENT, ports, address, nanoTime);
      if (destination != null) {
        destination.failed(timedOut, nanoTime);
      }
    }
    urgent |= withoutPort;
  }

  private ConnectionTally remote(Role role, long ports, Object address, long nanoTime) {
    if (!(address instanceof InetAddress)) {
      return null;
    }
    InetAddress remote = (InetAddress) address;
    ConnectionTally tally =
        facts.remotes.intern(
            role,
            SocketAddresses.high(remote),
            SocketAddresses.low(remote),
            role == Role.SERVER ? RecordPorts.local(ports) : RecordPorts.remote(ports),
            nanoTime);
    if (tally != null) {
      tally.named(remote);
    }
    return tally;
  }

  /**
   * Begins a census.
   *
   * @param own this process's sockets, or null when they could not be read
   * @param lowestPort first ephemeral port, -1 when unknown
   * @param highestPort last ephemeral port
   * @return takes the sockets
   */
  public CensusJoin beginCensus(OwnDescriptors own, int lowestPort, int highestPort) {
    listeners.abandonCensus();
    drain();
    return new CensusJoin(this, own, lowestPort, highestPort);
  }

  /** Ends a census that was not whole: nothing of it counts. */
  public void abandonCensus() {
    listeners.abandonCensus();
  }

  /** Ends a census that was whole. */
  public void endCensus(CensusJoin census) {
    listeners.endCensus(census.listening);
    crossings.settle(census.crossings, this::settle);
    closed.endCensus(census.seconds);
    census.counts.end(facts.remotes);
    facts.evictIdle(System.nanoTime(), closed, true);
  }

  /**
   * Asks this JVM's descriptors after a census, which has just ended: those that it saw when data
   * last moved, the others whether they are TCP sockets without a connection.
   */
  public void askDescriptors(CensusJoin census, DescriptorStates states) {
    if (census.own != null) {
      facts.idle.ask(states::idleMillis);
      facts.unconnected.ask(
          census.own, census.descriptorsSeen, states::state, open, System.nanoTime());
    }
  }

  /**
   * Asks all of these descriptors, without a census, whether they are TCP sockets without a
   * connection.
   */
  public void askDescriptors(OwnDescriptors own, DescriptorStates states) {
    facts.unconnected.ask(own, new BitSet(), states::state, open, System.nanoTime());
  }

  /**
   * Makes the number of sockets without a connection unknown, because there is no reason to ask the
   * descriptors.
   */
  public void forgetDescriptors() {
    facts.unconnected.forget();
  }

  /** TCP sockets without a connection when they were last asked for; -1 when unknown. */
  public int unconnected() {
    return facts.unconnected.count();
  }

  /** Ends a check: the facts make their values. */
  public void endCheck(KernelCheck check) {
    facts.endCheck(check);
  }

  /** Drops the records that must have ended by their age. Takes the place of a census. */
  public void expire() {
    expire(System.nanoTime());
  }

  void expire(long now) {
    closed.expire(seconds(now));
    facts.evictIdle(now, closed, false);
  }

  /** Sets a verdict as the kernel has it: something happened between the question and the close. */
  void correct(int index, Initiator right) {
    Initiator wrong = INITIATORS[closed.initiator(index)];
    How how = HOWS[closed.how(index)];
    if (wrong == right && how == How.FIN) {
      return;
    }
    Close counted = facts.counted(closed, index);
    counted.initiator = right;
    counted.how = How.FIN;
    facts.corrected(counted, wrong, how);
    closed.verdict(index, right.ordinal(), How.FIN.ordinal());
    corrected++;
  }

  private void settle(long key, boolean byCookie, Initiator right) {
    int index = closed.find(key, byCookie);
    if (index >= 0) {
      correct(index, right);
    }
  }

  int seconds(long nanoTime) {
    return facts.wallTime.seconds(nanoTime);
  }

  /** How many records were corrected because a census contradicted them. */
  public long corrected() {
    return corrected;
  }

  /** How many closes could not be followed because the store was full. */
  public long forgotten() {
    return forgotten;
  }

  /** How long the agent's code took at the closes up to now. */
  public HookTimes hookTimes() {
    return times.times();
  }

  /** Why the kernel cannot be asked for single sockets any more; null while it can. */
  public String lookupFailure() {
    return unsettled == null ? null : unsettled.failure();
  }

  /** Why the kernel's listening sockets could not be read; null when they could. */
  public String listenersFailure() {
    return listeners.failure();
  }

  /** Whether closed connections wait for a census, which shows what became of them. */
  public boolean isUnsettled() {
    return !crossings.isEmpty() || facts.idleRaces.isDue(System.nanoTime());
  }

  /** Whether a connect has found no port since {@link #takeUrgent} was last called. */
  public boolean isUrgent() {
    return urgent;
  }

  /** Whether a connect has found no port since this was last asked. */
  public boolean takeUrgent() {
    boolean was = urgent;
    urgent = false;
    return was;
  }
}
