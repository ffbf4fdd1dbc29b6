package io.firstfin.correlate;

import io.firstfin.picture.Growth;

/** What the looks at the kernel have shown of one group of sockets so far. One thread. */
final class GroupHistory {
  private final RecentCount came = new RecentCount();
  private final RecentCount left = new RecentCount();
  private long beginNanos;
  private long peakNanos;
  private long seenNanos;
  private int peak;

  GroupHistory(long nanoTime) {
    beginNanos = nanoTime;
    peakNanos = nanoTime;
    seenNanos = nanoTime;
  }

  void came(long nanoTime) {
    came.add(nanoTime);
  }

  void left(long nanoTime) {
    left.add(nanoTime);
  }

  /** The group has so many sockets now. */
  void count(int sockets, long nanoTime) {
    if (sockets > 0) {
      seenNanos = nanoTime;
    }
    if (sockets * 2L <= peak) {
      // What comes now is no part of the old growth, and may grow below the old peak for long.
      beginNanos = nanoTime;
      peak = 0;
    }
    if (sockets > peak) {
      peak = sockets;
      peakNanos = nanoTime;
    }
  }

  /** When it last had a socket, {@link System#nanoTime}. */
  long seenNanos() {
    return seenNanos;
  }

  Growth growth(long nanoTime) {
    return new Growth(
        peak,
        (peakNanos - beginNanos) / 1e9,
        (nanoTime - peakNanos) / 1e9,
        came.sum(nanoTime),
        left.sum(nanoTime));
  }
}
