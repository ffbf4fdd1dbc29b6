package io.firstfin.correlate;

import io.firstfin.picture.Picture;
import io.firstfin.picture.SettledClose;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The last closes of this JVM, by the time of the close: a verdict that the kernel must settle is
 * known later than one of the same moment that is final at once. Nothing is made of a close before
 * a check shows it.
 */
final class LastCloses extends Collector {
  static final int SHOWN = 20;

  private final SettledCloses settled;

  /** The oldest first. */
  private final Close[] last = new Close[SHOWN];

  private int count;
  private boolean isNew;
  private List<SettledClose> shown = Collections.emptyList();

  LastCloses(SettledCloses settled) {
    this.settled = settled;
    for (int i = 0; i < SHOWN; i++) {
      last[i] = new Close();
    }
  }

  @Override
  void closed(Close close) {
    if (count == SHOWN) {
      if (close.nanoTime - last[0].nanoTime < 0) {
        return;
      }
      count--;
      Close oldest = last[0];
      System.arraycopy(last, 1, last, 0, count);
      last[count] = oldest;
    }
    int at = count++;
    Close free = last[at];
    for (; at > 0 && last[at - 1].nanoTime - close.nanoTime > 0; at--) {
      last[at] = last[at - 1];
    }
    last[at] = free;
    free.copy(close);
    isNew = true;
  }

  @Override
  void endCheck(KernelCheck check) {
    if (!isNew) {
      return;
    }
    isNew = false;
    List<SettledClose> newest = new ArrayList<SettledClose>(SHOWN);
    for (int i = count - 1; i >= 0; i--) {
      newest.add(settled.of(last[i]));
    }
    shown = newest;
  }

  @Override
  void addTo(Picture.Builder picture) {
    picture.lastCloses(shown);
  }
}
