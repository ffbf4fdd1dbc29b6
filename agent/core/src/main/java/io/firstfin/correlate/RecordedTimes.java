package io.firstfin.correlate;

import io.firstfin.picture.HookTimes;
import io.firstfin.record.RecordPorts;

/** Collects how long the agent's code took at closes, by their records. One thread. */
final class RecordedTimes {
  private static final int BUCKETS = 900;

  private final Histogram whole = new Histogram(Histogram.FINE, BUCKETS);
  private final Histogram delay = new Histogram(Histogram.FINE, BUCKETS);
  private final Histogram work = new Histogram(Histogram.FINE, BUCKETS);

  /** Takes a record's {@code ports}, in which {@link RecordPorts} finds the times. */
  void add(long ports) {
    whole.add(RecordPorts.hookNanos(ports));
    delay.add(RecordPorts.delayNanos(ports));
    work.add(RecordPorts.workNanos(ports));
  }

  /** The times, exact to 2 %. */
  HookTimes times() {
    return new HookTimes(whole.median(), delay.median(), delay.percentile(99), work.median());
  }
}
