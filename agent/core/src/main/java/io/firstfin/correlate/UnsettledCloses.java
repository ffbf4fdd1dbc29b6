package io.firstfin.correlate;

import io.firstfin.kernel.SocketStates;
import io.firstfin.record.RecordFacts;
import io.firstfin.record.RecordPorts;
import io.firstfin.record.RecordRing;
import io.firstfin.record.RecordVisitor;
import java.net.InetAddress;

/**
 * Closes whose verdict is not certain. They are held until the kernel has shown what became of
 * their sockets, so that each close is counted once, with its final verdict. One thread.
 */
final class UnsettledCloses implements RecordVisitor {
  private final HeldCloses held = new HeldCloses();
  private final GoneSockets gone;
  private final FinalVerdicts verdicts;
  private final PeersThatRace peers;

  /** Whether closes without a certain verdict have come since the last time. */
  private boolean came;

  /**
   * @param counted takes each record once its verdict is final
   */
  UnsettledCloses(SocketStates sockets, GoneSockets gone, RecordVisitor counted) {
    this.gone = gone;
    verdicts = new FinalVerdicts(held, sockets, gone);
    peers = new PeersThatRace(counted);
  }

  /** Why the kernel did not answer the last time; null when it did. */
  String failure() {
    return verdicts.failure();
  }

  /** After a failure no close is held until this is called. */
  void tryAgain() {
    verdicts.tryAgain();
  }

  @Override
  public void visit(
      long cookie, long nanoTime, long age, long facts, long ports, long info, Object remote) {
    if (RecordFacts.kind(facts) != RecordFacts.REVISED || !revise(cookie, facts, ports, remote)) {
      gone.settled(facts, info);
      verdicts.passed(nanoTime, facts, ports, remote);
      peers.visit(cookie, nanoTime, age, facts, ports, info, remote);
    }
  }

  @Override
  public void visit(
      long cookie,
      long nanoTime,
      long age,
      long facts,
      long ports,
      long info,
      Object remote,
      Object local) {
    if (verdicts.isPaused() || RecordFacts.kind(facts) != RecordFacts.CLOSED) {
      visit(cookie, nanoTime, age, facts, ports, info, remote);
      return;
    }
    came = true;
    if (RecordFacts.is(facts, RecordFacts.WAITING)
        && !peers.mayRace(facts, ports, (InetAddress) remote)) {
      long settled =
          RecordFacts.settled(facts, RecordFacts.initiator(facts), RecordFacts.how(facts));
      visit(cookie, nanoTime, age, settled, ports, info, remote);
      return;
    }
    held.visit(cookie, nanoTime, age, facts, ports, info, remote, local);
  }

  /**
   * Takes what was found when the descriptor of a close was released. Returns false when that close
   * is not held.
   */
  private boolean revise(long cookie, long facts, long ports, Object remote) {
    for (int i = held.size() - 1; i >= 0; i--) {
      boolean mayBeSame = cookie == 0 || held.cookie(i) == 0 || cookie == held.cookie(i);
      if (mayBeSame
          && RecordPorts.local(held.ports(i)) == RecordPorts.local(ports)
          && RecordPorts.remote(held.ports(i)) == RecordPorts.remote(ports)
          && held.remote(i).equals(remote)) {
        held.facts(
            i,
            RecordFacts.settled(
                held.facts(i), RecordFacts.initiator(facts), RecordFacts.how(facts)));
        return true;
      }
    }
    return false;
  }

  /**
   * Asks the kernel for the closes that are held, and then counts those that it decides. Returns
   * whether closes without a certain verdict have come since the last time, or are held.
   *
   * @param ring has the records that come while the kernel is asked. They tell which address pairs
   *     other connections have taken since
   */
  boolean settle(RecordRing ring) {
    boolean hadCome = came;
    came = false;
    if (held.size() == 0) {
      verdicts.forgetPassed();
      return hadCome;
    }
    try {
      verdicts.ask();
      ring.drain(this);
      verdicts.decide();
    } finally {
      verdicts.forget();
      // After an error they have their opinions. Held for ever, they would let each look fail.
      held.handTo(peers);
    }
    return true;
  }
}
