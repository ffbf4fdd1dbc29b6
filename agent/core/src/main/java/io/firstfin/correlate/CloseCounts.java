package io.firstfin.correlate;

import io.firstfin.picture.CloseCount;
import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Connections ended, by role, initiator and how. One thread. */
final class CloseCounts extends Collector {
  private final long[][][] counts =
      new long[Role.values().length][Initiator.values().length][How.values().length];

  private List<CloseCount> value = Collections.emptyList();

  @Override
  void closed(Close close) {
    add(close.role, close.initiator, close.how, 1);
  }

  @Override
  void corrected(Close close, Initiator wrong, How wrongHow) {
    add(close.role, wrong, wrongHow, -1);
    add(close.role, close.initiator, close.how, 1);
  }

  private void add(Role role, Initiator initiator, How how, int count) {
    counts[role.ordinal()][initiator.ordinal()][how.ordinal()] += count;
  }

  @Override
  void endCheck(KernelCheck check) {
    value = list();
  }

  @Override
  void addTo(Picture.Builder picture) {
    picture.closes(value);
  }

  private List<CloseCount> list() {
    List<CloseCount> list = new ArrayList<CloseCount>();
    for (Role role : Role.values()) {
      for (Initiator initiator : Initiator.values()) {
        for (How how : How.values()) {
          long count = counts[role.ordinal()][initiator.ordinal()][how.ordinal()];
          // A correction can come before the close that it corrects.
          if (count > 0) {
            list.add(new CloseCount(role, initiator, how, count));
          }
        }
      }
    }
    return list;
  }
}
