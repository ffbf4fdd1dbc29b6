package io.firstfin.correlate;

import io.firstfin.kernel.SocketAddresses;
import io.firstfin.picture.HookTimes;
import io.firstfin.record.RecordFacts;
import io.firstfin.record.RecordPorts;
import io.firstfin.record.RecordVisitor;
import io.firstfin.record.TlsEngines;
import io.firstfin.vocabulary.ConnectFailureReason;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Role;
import java.net.InetAddress;

/**
 * Makes a close or a failed connect of each record, passes it to the facts, and remembers the
 * closes whose sockets a later census can find. One thread.
 */
final class RecordedCloses implements RecordVisitor {
  private final Facts facts;
  private final Listeners listeners;
  private final ClosedSockets closed;
  private final Crossings crossings;
  private final EngineTls engineTls;
  private final RecordedTimes times = new RecordedTimes();
  private final Close close = new Close();
  private long forgotten;
  private boolean urgent;

  RecordedCloses(
      Facts facts,
      Listeners listeners,
      ClosedSockets closed,
      Crossings crossings,
      TlsEngines engines) {
    this.facts = facts;
    this.listeners = listeners;
    this.closed = closed;
    this.crossings = crossings;
    engineTls = new EngineTls(engines);
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
            facts.wallTime.seconds(close.nanoTime));
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

  /** How long the agent's code took at the closes up to now. */
  HookTimes times() {
    return times.times();
  }

  /** How many closes could not be followed because the store was full. */
  long forgotten() {
    return forgotten;
  }

  /** Whether a connect has found no port since {@link #takeUrgent} was last called. */
  boolean isUrgent() {
    return urgent;
  }

  /** Whether a connect has found no port since this was last asked. */
  boolean takeUrgent() {
    boolean was = urgent;
    urgent = false;
    return was;
  }
}
