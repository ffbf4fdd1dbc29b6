package io.firstfin.correlate;

import io.firstfin.picture.Spread;
import io.firstfin.record.LogScale;
import java.util.Arrays;

/**
 * A distribution of the recent past. Old samples fade: every second one is dropped whenever there
 * are many. One thread.
 */
final class Histogram {
  /** Bits for buckets that are at most a quarter wide. */
  static final int QUARTERS = 2;

  private static final int FADE_AT = 4096;
  private static final int GROWTH = 8;

  private final int bits;
  private final int largest;

  /** Only as long as the largest sample needs, because those of most destinations are small. */
  private short[] counts = {};

  private int total;

  /**
   * @param bits as {@link LogScale} takes them
   * @param buckets bounds memory, two bytes each; larger values fall into the last one
   */
  Histogram(int bits, int buckets) {
    this.bits = bits;
    largest = buckets;
  }

  void add(long value) {
    int bucket = Math.min(LogScale.code(Math.max(value, 0), bits), largest - 1);
    if (bucket >= counts.length) {
      counts = Arrays.copyOf(counts, Math.min(bucket + GROWTH, largest));
    }
    counts[bucket]++;
    if (++total >= FADE_AT) {
      fade();
    }
  }

  /** Drops every second sample in the order of their size, so that the distribution stays. */
  private void fade() {
    int left = 0;
    total = 0;
    for (int i = 0; i < counts.length; i++) {
      int both = counts[i] + left;
      counts[i] = (short) (both >> 1);
      left = both & 1;
      total += counts[i];
    }
  }

  /** The lower bound of the median's bucket; -1 without samples. */
  long median() {
    return percentile(50);
  }

  /** The spread by the lower bounds of the buckets. */
  Spread spread() {
    return total == 0
        ? Spread.UNKNOWN
        : new Spread(total, percentile(10), percentile(50), percentile(90));
  }

  /** The lower bound of the percentile's bucket; -1 without samples. */
  long percentile(int percent) {
    int seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (counts[i] > 0 && seen * 100L >= (long) total * percent) {
        return LogScale.number(i, bits);
      }
    }
    return -1;
  }
}
