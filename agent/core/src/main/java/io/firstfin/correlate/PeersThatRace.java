package io.firstfin.correlate;

import io.firstfin.record.RecordFacts;
import io.firstfin.record.RecordVisitor;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.net.InetAddress;

/**
 * Notes whether the peers of a destination, or of a listening port, ever close first. Where they
 * have not for many closes, no FIN of theirs is on its way when ours leaves, and no look-up is
 * needed. Bounded: where destinations are many, some share a place, and one that races then costs
 * the others look-ups. One thread.
 */
final class PeersThatRace implements RecordVisitor {
  private static final int PLACES = 1024;

  /**
   * So many closes by this JVM in a row. If the peer is first in 1 of 100, the chance of such a row
   * is 0.6 %.
   */
  private static final int ENOUGH = 512;

  private final RecordVisitor next;

  /** The closes by this JVM since the last one in which the peer was first, at most ENOUGH. */
  private final short[] inRow = new short[PLACES];

  /**
   * @param next takes each record that is noted
   */
  PeersThatRace(RecordVisitor next) {
    this.next = next;
  }

  @Override
  public void visit(
      long cookie, long nanoTime, long age, long facts, long ports, long info, Object remote) {
    if (RecordFacts.kind(facts) != RecordFacts.CONNECT_FAILED && remote != null) {
      note(RecordFacts.initiator(facts), place(facts, ports, (InetAddress) remote));
    }
    next.visit(cookie, nanoTime, age, facts, ports, info, remote);
  }

  private void note(Initiator initiator, int place) {
    if (initiator == Initiator.REMOTE || initiator == Initiator.SIMULTANEOUS) {
      inRow[place] = 0;
    } else if (initiator == Initiator.LOCAL) {
      inRow[place] = (short) Math.min(inRow[place] + 1, ENOUGH);
    }
  }

  /** Whether the peers of this close's destination or listening port may close first. */
  boolean mayRace(long facts, long ports, InetAddress remote) {
    return inRow[place(facts, ports, remote)] < ENOUGH;
  }

  private static int place(long facts, long ports, InetAddress remote) {
    long port = GoneSockets.port(facts, ports);
    long key =
        RecordFacts.role(facts) == Role.SERVER ? port : (long) remote.hashCode() << 17 ^ port;
    return (int) (ClosedSockets.mix(key) & PLACES - 1);
  }
}
