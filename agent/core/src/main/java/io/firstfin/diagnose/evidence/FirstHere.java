package io.firstfin.diagnose.evidence;

import io.firstfin.picture.CloseCount;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import java.util.List;

/**
 * What this JVM did to have sockets in TIME_WAIT. Where both FINs crossed, both ends have one, and
 * neither was first.
 */
final class FirstHere {
  /** With fewer, the difference is not worth a word. */
  private static final double SHARE = 0.01;

  private FirstHere() {}

  /** "closed first", and what to add where many FINs crossed. */
  static String text(List<CloseCount> closesBy) {
    long first = 0;
    long crossed = 0;
    for (CloseCount close : closesBy) {
      if (close.how == How.FIN) {
        first += close.initiator == Initiator.LOCAL ? close.count : 0;
        crossed += close.initiator == Initiator.SIMULTANEOUS ? close.count : 0;
      }
    }
    return crossed > 0 && crossed >= SHARE * (first + crossed)
        ? "closed first, or at the same moment as the peer,"
        : "closed first";
  }
}
