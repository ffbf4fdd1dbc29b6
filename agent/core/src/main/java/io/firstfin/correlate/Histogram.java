package io.firstfin.correlate;

/**
 * A distribution of the recent past in buckets that are at most a quarter wide, to tell a median.
 * Old samples fade: counts are halved whenever there are many. One thread.
 */
final class Histogram {
  private static final int FADE_AT = 4096;

  private final int[] counts;
  private int total;

  /** {@code buckets} bounds memory; larger values fall into the last one. */
  Histogram(int buckets) {
    counts = new int[buckets];
  }

  void add(long value) {
    int bucket = bucket(Math.max(value, 0));
    counts[Math.min(bucket, counts.length - 1)]++;
    if (++total >= FADE_AT) {
      total = 0;
      for (int i = 0; i < counts.length; i++) {
        counts[i] >>= 1;
        total += counts[i];
      }
    }
  }

  /** The lower bound of the median's bucket; -1 without samples. */
  long median() {
    int seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen * 2 >= total && counts[i] > 0) {
        return lowerBound(i);
      }
    }
    return -1;
  }

  private static int bucket(long value) {
    if (value < 4) {
      return (int) value;
    }
    int log = 63 - Long.numberOfLeadingZeros(value);
    return log * 4 - 4 + (int) (value >>> log - 2 & 3);
  }

  private static long lowerBound(int bucket) {
    if (bucket < 4) {
      return bucket;
    }
    int log = bucket / 4 + 1;
    return 1L << log | (long) (bucket & 3) << log - 2;
  }
}
