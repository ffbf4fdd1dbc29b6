package io.firstfin.record;

import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;

/** Who was first and how, and whether that can still change. One instance for each value. */
final class Verdict {
  private static final Verdict[] ALL = all();

  final Initiator initiator;
  final How how;

  /**
   * Whether it is only an opinion: the peer's FIN may have come between the question and our FIN.
   */
  final boolean isOpinion;

  private Verdict(Initiator initiator, How how, boolean isOpinion) {
    this.initiator = initiator;
    this.how = how;
    this.isOpinion = isOpinion;
  }

  private static Verdict[] all() {
    Verdict[] all = new Verdict[Initiator.values().length * How.values().length * 2];
    for (Initiator initiator : Initiator.values()) {
      for (How how : How.values()) {
        all[index(initiator, how, false)] = new Verdict(initiator, how, false);
        all[index(initiator, how, true)] = new Verdict(initiator, how, true);
      }
    }
    return all;
  }

  private static int index(Initiator initiator, How how, boolean isOpinion) {
    return (initiator.ordinal() * How.values().length + how.ordinal()) * 2 + (isOpinion ? 1 : 0);
  }

  static Verdict of(Initiator initiator, How how, boolean isOpinion) {
    return ALL[index(initiator, how, isOpinion)];
  }

  boolean says(Verdict other) {
    return initiator == other.initiator && how == other.how;
  }
}
