package io.firstfin.correlate;

import io.firstfin.picture.Picture;
import io.firstfin.picture.SettledClose;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The last closes of this JVM. Nothing is made of a close before a check shows it. */
final class LastCloses extends Collector {
  static final int SHOWN = 20;

  private final SettledCloses settled;
  private final Close[] last = new Close[SHOWN];
  private long closes;
  private long closesShown;
  private List<SettledClose> shown = Collections.emptyList();

  LastCloses(SettledCloses settled) {
    this.settled = settled;
    for (int i = 0; i < SHOWN; i++) {
      last[i] = new Close();
    }
  }

  @Override
  void closed(Close close) {
    last[(int) (closes++ % SHOWN)].copy(close);
  }

  @Override
  void endCheck(KernelCheck check) {
    if (closes == closesShown) {
      return;
    }
    closesShown = closes;
    List<SettledClose> newest = new ArrayList<SettledClose>(SHOWN);
    for (int i = 0; i < Math.min(closes, SHOWN); i++) {
      newest.add(settled.of(last[i]));
    }
    newest.sort((a, b) -> Long.compare(b.timeMillis, a.timeMillis));
    shown = newest;
  }

  @Override
  void addTo(Picture.Builder picture) {
    picture.lastCloses(shown);
  }
}
