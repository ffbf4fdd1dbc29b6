package io.firstfin.correlate;

import io.firstfin.record.RecordFacts;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Which held closes have an address pair that another connection has taken since. The closes that
 * came with them tell it: those held, and those that needed no look-up. One thread.
 */
final class HeldPairs {
  /** The low bits of {@link #sorted}; the others are those of the pair's hash. */
  private static final long NUMBER = (1 << 20) - 1;

  /** The most closes without a look-up that are noted at a time. Of more, the later are not. */
  private static final int MOST = 1 << 14;

  private final HeldCloses held;
  private long[] pairs = new long[64];
  private long[] times = new long[64];
  private int size;

  /** Hash and number of each close, in order; null before the first question. */
  private long[] sorted;

  HeldPairs(HeldCloses held) {
    this.held = held;
  }

  /** Notes a close that needs no look-up. Other records are ignored. */
  void note(long nanoTime, long facts, long ports, Object remote) {
    if (RecordFacts.kind(facts) == RecordFacts.CLOSED && remote != null && size < MOST) {
      add(nanoTime, ports, (InetAddress) remote);
    }
  }

  private void add(long nanoTime, long ports, InetAddress remote) {
    if (size == pairs.length) {
      pairs = Arrays.copyOf(pairs, 2 * size);
      times = Arrays.copyOf(times, 2 * size);
    }
    pairs[size] = Pairs.of(remote, ports);
    times[size] = nanoTime;
    size++;
  }

  /** Whether a later close has the address pair of this held one. */
  boolean isUsedAgain(int close) {
    if (sorted == null) {
      sort();
    }
    long pair = Pairs.of(held.remote(close), held.ports(close)) & ~NUMBER;
    int found = Arrays.binarySearch(sorted, pair);
    for (int i = found < 0 ? -found - 1 : found; i < sorted.length; i++) {
      if ((sorted[i] & ~NUMBER) != pair) {
        return false;
      }
      if (times[(int) (sorted[i] & NUMBER)] - held.nanoTime(close) > 0) {
        return true;
      }
    }
    return false;
  }

  private void sort() {
    for (int i = 0; i < held.size(); i++) {
      if (held.remote(i) != null) {
        add(held.nanoTime(i), held.ports(i), held.remote(i));
      }
    }
    sorted = new long[(int) Math.min(size, NUMBER)];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = pairs[i] & ~NUMBER | i;
    }
    Arrays.sort(sorted);
  }

  /** Forgets the closes of this time. */
  void clear() {
    size = 0;
    sorted = null;
  }
}
