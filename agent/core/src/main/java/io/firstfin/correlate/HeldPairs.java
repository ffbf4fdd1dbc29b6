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

  // The closes that needed no look-up.

  private long[] pairs = new long[64];
  private long[] times = new long[64];
  private int size;

  /** How many of them had come when the kernel was asked. */
  private int asked;

  /** Hash and number of each close, in order; null before the first question. */
  private long[] sorted;

  HeldPairs(HeldCloses held) {
    this.held = held;
  }

  /** Notes a close that needs no look-up. Other records are ignored. */
  void note(long nanoTime, long facts, long ports, Object remote) {
    if (RecordFacts.kind(facts) != RecordFacts.CLOSED || remote == null || size == MOST) {
      return;
    }
    if (size == pairs.length) {
      pairs = Arrays.copyOf(pairs, 2 * size);
      times = Arrays.copyOf(times, 2 * size);
    }
    pairs[size] = Pairs.of((InetAddress) remote, ports);
    times[size] = nanoTime;
    size++;
  }

  /** The kernel is about to be asked for the closes that are held. */
  void beginQuestions() {
    asked = size;
  }

  /** Whether a later close has the address pair of this held one. */
  boolean isUsedAgain(int close) {
    if (sorted == null) {
      sort();
    }
    long pair = pair(close) & ~NUMBER;
    int found = Arrays.binarySearch(sorted, pair);
    for (int i = found < 0 ? -found - 1 : found; i < sorted.length; i++) {
      if ((sorted[i] & ~NUMBER) != pair) {
        return false;
      }
      if (time((int) (sorted[i] & NUMBER)) - held.nanoTime(close) > 0) {
        return true;
      }
    }
    return false;
  }

  /** The numbers are those of the noted closes, and then of the held ones. */
  private void sort() {
    sorted = new long[(int) Math.min(size + held.size(), NUMBER)];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = (i < size ? pairs[i] : pair(i - size)) & ~NUMBER | i;
    }
    Arrays.sort(sorted);
  }

  private long pair(int close) {
    return Pairs.of(held.remote(close), held.ports(close));
  }

  private long time(int number) {
    return number < size ? times[number] : held.nanoTime(number - size);
  }

  /**
   * Forgets what had come when the kernel was asked. Of what has come since, held closes are
   * decided the next time, and what is noted tells of them.
   */
  void clear() {
    size -= asked;
    System.arraycopy(pairs, asked, pairs, 0, size);
    System.arraycopy(times, asked, times, 0, size);
    asked = 0;
    sorted = null;
  }
}
