package io.firstfin.correlate;

import io.firstfin.picture.Spread;
import io.firstfin.record.LogScale;
import java.util.Arrays;

/**
 * A distribution of the recent past. Old samples fade: every second one is dropped whenever there
 * are many. A value that it returns is the middle of a bucket. One thread.
 */
final class Histogram {
  /** Bits for buckets that are at most a quarter wide: values are exact to an eighth. */
  static final int QUARTERS = 2;

  /** Bits for values that people read: exact to 2 %. Below 32 they are exact. */
  static final int FINE = 5;

  private static final int FADE_AT = 4096;
  private static final int GROWTH = 8;

  /** Up to so many samples are kept one by one, because most destinations have few. */
  private static final int FEW = 32;

  private final int bits;
  private final int largest;

  /** The codes of the samples, until there are more than {@link #FEW}; then null. */
  private short[] few = {};

  /**
   * Only as long as the samples need: the first count is that of the bucket {@link #base}. Empty
   * until there are more samples than {@link #FEW}.
   */
  private short[] counts = {};

  private int base;
  private int total;

  /** As {@link #spread()}; null until it is needed after a sample. */
  private Spread spread;

  /**
   * @param bits as {@link LogScale} takes them
   * @param buckets bounds memory, two bytes each; larger values fall into the last one
   */
  Histogram(int bits, int buckets) {
    this.bits = bits;
    largest = buckets;
  }

  void add(long value) {
    spread = null;
    int bucket = Math.min(LogScale.code(Math.max(value, 0), bits), largest - 1);
    int at = bucket - base;
    if (at >= 0 && at < counts.length) {
      counts[at]++;
    } else {
      makeRoom(bucket);
    }
    if (++total >= FADE_AT) {
      fade();
    }
  }

  /** Apart, because the JVM's compiler copies what is rare as well into each caller. */
  private void makeRoom(int bucket) {
    if (few == null) {
      count(bucket);
    } else if (total < FEW) {
      if (total == few.length) {
        few = Arrays.copyOf(few, Math.max(4, 2 * total));
      }
      few[total] = (short) bucket;
    } else {
      countFew(bucket);
    }
  }

  private void countFew(int bucket) {
    short[] samples = few;
    few = null;
    base = bucket;
    counts = new short[1];
    counts[0] = 1;
    for (short sample : samples) {
      count(sample);
    }
  }

  private void count(int bucket) {
    if (bucket < base) {
      int first = Math.max(bucket - GROWTH, 0);
      short[] longer = new short[counts.length + base - first];
      System.arraycopy(counts, 0, longer, base - first, counts.length);
      counts = longer;
      base = first;
    } else if (bucket - base >= counts.length) {
      counts = Arrays.copyOf(counts, Math.min(bucket + GROWTH, largest) - base);
    }
    counts[bucket - base]++;
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

  /** The middle of the median's bucket; -1 without samples. */
  long median() {
    return percentile(50);
  }

  /** The spread by the middles of the buckets. */
  Spread spread() {
    if (total == 0) {
      return Spread.UNKNOWN;
    }
    if (spread == null) {
      spread = new Spread(total, percentile(10), percentile(50), percentile(90));
    }
    return spread;
  }

  /** The middle of the percentile's bucket; -1 without samples. */
  long percentile(int percent) {
    if (total == 0) {
      return -1;
    }
    return LogScale.middle(few == null ? bucket(percent) : sample(percent), bits);
  }

  private int bucket(int percent) {
    int seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (counts[i] > 0 && seen * 100L >= (long) total * percent) {
        return base + i;
      }
    }
    throw new IllegalStateException("percentile " + percent);
  }

  private int sample(int percent) {
    short[] ordered = Arrays.copyOf(few, total);
    Arrays.sort(ordered);
    return ordered[Math.max((total * percent + 99) / 100 - 1, 0)];
  }
}
