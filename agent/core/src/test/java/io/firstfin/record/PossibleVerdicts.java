package io.firstfin.record;

import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.TcpState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Every verdict that a close can get, for the tests of other packages. */
public final class PossibleVerdicts {
  /** Which side was first, and how the connection ended. */
  public record Verdict(Initiator initiator, How how) {}

  private static final boolean[] BOTH = {false, true};

  private PossibleVerdicts() {}

  /**
   * The verdicts by every answer that the kernel can give at the close and when its descriptor is
   * released.
   */
  public static Set<Verdict> all() {
    List<Integer> states = new ArrayList<>(List.of(-1));
    Arrays.stream(TcpState.values()).map(TcpState::number).forEach(states::add);
    Set<Verdict> all = new LinkedHashSet<>();
    for (int state : states) {
      for (Initiator halfClosed : Arrays.asList(null, Initiator.LOCAL, Initiator.REMOTE)) {
        for (boolean peerReset : BOTH) {
          for (boolean reset : BOTH) {
            add(Classification.atClose(state, peerReset, halfClosed, reset), all);
          }
        }
      }
    }
    for (int state : states) {
      for (Initiator first : List.of(Initiator.LOCAL, Initiator.REMOTE)) {
        // The verdict when the kernel could not be asked for unread data.
        all.add(new Verdict(first, How.UNKNOWN));
        for (long unread : new long[] {0, 1}) {
          add(
              Classification.atRelease(
                  state, io.firstfin.record.Verdict.of(first, How.FIN, true), unread),
              all);
        }
      }
    }
    return all;
  }

  private static void add(io.firstfin.record.Verdict verdict, Set<Verdict> all) {
    if (verdict != null) {
      all.add(new Verdict(verdict.initiator, verdict.how));
    }
  }
}
