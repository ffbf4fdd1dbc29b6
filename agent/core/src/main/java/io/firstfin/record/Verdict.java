package io.firstfin.record;

import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;

/**
 * Which side closed first, and how, and whether this can still change. One instance for each value.
 */
final class Verdict {
  private static final int SETTLED = 0;
  private static final int BEFORE_FIN = 1;
  private static final int SINCE_FIN = 2;
  private static final int WAITING = 3;
  private static final int KINDS = 4;

  private static final int HOWS = How.values().length;

  private static final Verdict[] ALL = all();

  final Initiator initiator;
  final How how;

  /**
   * Whether it is only an opinion: the peer's FIN may have arrived between the kernel's answer and
   * our FIN.
   */
  final boolean isOpinion;

  /**
   * Whether this opinion is about a connection that read CLOSED right after our FIN: it was in
   * TIME_WAIT then, or had ended in order.
   */
  final boolean isEnded;

  /**
   * Whether this opinion is about a connection that read FIN_WAIT_1 right after our FIN. Then only
   * a FIN of the peer's that was on its way can have been sent before.
   */
  final boolean isWaiting;

  private Verdict(Initiator initiator, How how, int kind) {
    this.initiator = initiator;
    this.how = how;
    this.isOpinion = kind != SETTLED;
    this.isEnded = kind == SINCE_FIN;
    this.isWaiting = kind == WAITING;
  }

  private static Verdict[] all() {
    Verdict[] all = new Verdict[Initiator.values().length * HOWS * KINDS];
    for (Initiator initiator : Initiator.values()) {
      for (How how : How.values()) {
        for (int kind = 0; kind < KINDS; kind++) {
          all[index(initiator, how, kind)] = new Verdict(initiator, how, kind);
        }
      }
    }
    return all;
  }

  private static int index(Initiator initiator, How how, int kind) {
    return (initiator.ordinal() * HOWS + how.ordinal()) * KINDS + kind;
  }

  static Verdict of(Initiator initiator, How how, boolean isOpinion) {
    return ALL[index(initiator, how, isOpinion ? BEFORE_FIN : SETTLED)];
  }

  /** This opinion about a connection that read CLOSED right after our FIN. */
  Verdict ended() {
    return opinion(SINCE_FIN);
  }

  /** This opinion about a connection that read FIN_WAIT_1 right after our FIN. */
  Verdict waiting() {
    return opinion(WAITING);
  }

  private Verdict opinion(int kind) {
    return isOpinion ? ALL[index(initiator, how, kind)] : this;
  }

  boolean says(Verdict other) {
    return initiator == other.initiator && how == other.how;
  }
}
