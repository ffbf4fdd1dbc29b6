package io.firstfin.correlate;

import io.firstfin.picture.HookTimes;
import io.firstfin.record.RecordPorts;

/** Collects how long the agent's code took at closes, by their records. One thread. */
final class RecordedTimes {
  private static final int BUCKETS = 128;

  private final Histogram whole = new Histogram(Histogram.QUARTERS, BUCKETS);
  private final Histogram delay = new Histogram(Histogram.QUARTERS, BUCKETS);
  private final Histogram work = new Histogram(Histogram.QUARTERS, BUCKETS);

  /** Takes a record's {@code ports}, in which {@link RecordPorts} finds the times. */
  void add(long ports) {
    whole.add(RecordPorts.hookNanos(ports));
    delay.add(RecordPorts.delayNanos(ports));
    work.add(RecordPorts.workNanos(ports));
  }

  /** The times, each as the lower bound of a bucket that is at most a quarter wide. */
  HookTimes times() {
    return new HookTimes(whole.median(), delay.median(), delay.percentile(99), work.median());
  }
}
