package io.firstfin.correlate;

import io.firstfin.picture.CloseCount;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.List;

/** Connections ended, by role, initiator and how. One thread. */
final class CloseCounts {
  private final long[][][] counts =
      new long[Role.values().length][Initiator.values().length][How.values().length];

  void add(Role role, Initiator initiator, How how, long count) {
    counts[role.ordinal()][initiator.ordinal()][how.ordinal()] += count;
  }

  List<CloseCount> list() {
    List<CloseCount> list = new ArrayList<CloseCount>();
    for (Role role : Role.values()) {
      for (Initiator initiator : Initiator.values()) {
        for (How how : How.values()) {
          long count = counts[role.ordinal()][initiator.ordinal()][how.ordinal()];
          // A correction can come before the close that it corrects is counted.
          if (count > 0) {
            list.add(new CloseCount(role, initiator, how, count));
          }
        }
      }
    }
    return list;
  }
}
