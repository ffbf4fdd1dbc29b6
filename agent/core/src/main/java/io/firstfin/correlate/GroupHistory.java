package io.firstfin.correlate;

import io.firstfin.picture.Growth;

/** What the checks have shown of one group of sockets. One thread. */
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

  /** Takes the group's present number of sockets. */
  void count(int sockets, long nanoTime) {
    if (sockets > 0) {
      seenNanos = nanoTime;
    }
    if (sockets * 2L <= peak) {
      // The growth begins anew here, and may stay below the old peak for long.
      beginNanos = nanoTime;
      peak = 0;
    }
    if (sockets > peak) {
      peak = sockets;
      peakNanos = nanoTime;
    }
  }

  /** When the group last had a socket, {@link System#nanoTime}. */
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
