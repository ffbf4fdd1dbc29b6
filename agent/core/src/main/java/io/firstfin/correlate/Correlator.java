package io.firstfin.correlate;

import io.firstfin.kernel.DescriptorStates;
import io.firstfin.kernel.OwnDescriptors;
import io.firstfin.kernel.SocketStates;
import io.firstfin.kernel.SocketTableReader;
import io.firstfin.picture.HookTimes;
import io.firstfin.record.OpenConnections;
import io.firstfin.record.RecordRing;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import java.util.BitSet;

/**
 * Joins the closes that were recorded with the sockets that the kernel has, and corrects verdicts
 * that the kernel contradicts. Used by the agent's own thread only.
 *
 * <p>A check drains the records, takes a census if one is due, and ends with {@link #endCheck}. A
 * census begins with {@link #beginCensus}, gives the kernel's sockets to the {@link CensusJoin},
 * and ends with {@link #endCensus}.
 */
public final class Correlator {
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

  private final RecordedCloses recorded;
  private long corrected;
  private boolean isChanged;

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
    this.facts = facts;
    listeners = new Listeners(reader);
    closed = new ClosedSockets(reader == null || reader.source().equals("sock_diag"));
    recorded = new RecordedCloses(facts, listeners, closed, crossings, open.engines);
    unsettled =
        sockets == null
            ? null
            : new UnsettledCloses(sockets, new GoneSockets(new SkippedTimeWait()), recorded);
  }

  /** Takes the records that wait. Returns whether some came without a certain verdict. */
  public boolean drain() {
    listeners.beginRecords();
    if (unsettled == null) {
      ring.drain(recorded);
      return false;
    }
    ring.drain(unsettled);
    return unsettled.settle(ring);
  }

  /**
   * Takes the ways of closes whose stacks are not read because a sample is enough, and counts none.
   */
  public void rehearse() {
    facts.rehearse();
  }

  /** Whether verdicts that a close leaves open are settled, as far as is known. */
  public boolean settles() {
    return unsettled != null && unsettled.failure() == null;
  }

  boolean isPending() {
    return ring.isPending();
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
    return new CensusJoin(this, own, lowestPort, highestPort, System.nanoTime());
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
    census.end();
    if (unsettled != null) {
      unsettled.tryAgain();
    }
    facts.evictIdle(System.nanoTime(), closed, true);
  }

  /**
   * Asks this JVM's descriptors after a census, which has just ended: those that it saw when data
   * last moved and whether they were answered, the others whether they are TCP sockets without a
   * connection.
   */
  public void askDescriptors(CensusJoin census, DescriptorStates states) {
    if (census.own != null) {
      facts.idle.ask(states::idleMillis);
      facts.closeWaits.ask(states::hasAnswered);
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
    isChanged = facts.endCheck(check);
  }

  /** Whether the last check may have found something else than the one before. */
  public boolean isChanged() {
    return isChanged;
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
    return recorded.forgotten();
  }

  /** How long the agent's code took at the closes up to now. */
  public HookTimes hookTimes() {
    return recorded.times();
  }

  /** Why the kernel could not be asked for single sockets the last time; null when it could. */
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
    return recorded.isUrgent();
  }

  /** Whether a connect has found no port since this was last asked. */
  public boolean takeUrgent() {
    return recorded.takeUrgent();
  }
}
