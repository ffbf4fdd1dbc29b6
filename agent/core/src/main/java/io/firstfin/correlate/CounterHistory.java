package io.firstfin.correlate;

import io.firstfin.picture.Counters;
import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.TcpCounter;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/** The namespace's counters at the last checks, from which their growth is computed. One thread. */
final class CounterHistory extends Collector {
  private static final long MINUTE = 60_000_000_000L;

  /**
   * The least time between two readings: checks that follow faster add nothing to a minute's
   * growth.
   */
  private static final long APART_NANOS = 500_000_000L;

  /** The oldest reading comes first; growth is measured from it. */
  private final Deque<Reading> readings = new ArrayDeque<Reading>();

  private Counters value = Counters.UNKNOWN;

  @Override
  void endCheck(KernelCheck check) {
    value = check.counters == null ? Counters.UNKNOWN : add(check.counters, check.nanoTime);
  }

  @Override
  void addTo(Picture.Builder picture) {
    picture.counters(value);
  }

  Counters add(Map<TcpCounter, Long> now, long nanoTime) {
    forgetOld(nanoTime);
    Reading base = readings.peekFirst();
    if (base == null || nanoTime - readings.peekLast().nanoTime >= APART_NANOS) {
      readings.addLast(new Reading(now, nanoTime));
    }
    return base == null
        ? new Counters(now, Collections.<TcpCounter, Long>emptyMap(), Double.NaN)
        : new Counters(now, growth(base.counters, now), (nanoTime - base.nanoTime) / 1e9);
  }

  /** Keeps one reading that is a minute old, and drops older ones, but never the last. */
  private void forgetOld(long nanoTime) {
    while (readings.size() > 1) {
      Reading oldest = readings.removeFirst();
      if (nanoTime - readings.peekFirst().nanoTime < MINUTE
          && nanoTime - oldest.nanoTime < 2 * MINUTE) {
        readings.addFirst(oldest);
        return;
      }
    }
  }

  private static Map<TcpCounter, Long> growth(
      Map<TcpCounter, Long> before, Map<TcpCounter, Long> now) {
    Map<TcpCounter, Long> growth = new EnumMap<TcpCounter, Long>(TcpCounter.class);
    for (Map.Entry<TcpCounter, Long> entry : now.entrySet()) {
      Long earlier = before.get(entry.getKey());
      if (earlier != null && earlier <= entry.getValue()) {
        growth.put(entry.getKey(), entry.getValue() - earlier);
      }
    }
    return growth;
  }

  private static final class Reading {
    final Map<TcpCounter, Long> counters;
    final long nanoTime;

    Reading(Map<TcpCounter, Long> counters, long nanoTime) {
      this.counters = counters;
      this.nanoTime = nanoTime;
    }
  }
}
