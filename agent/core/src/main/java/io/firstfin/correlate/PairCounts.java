package io.firstfin.correlate;

/** Counts by a key of one long, without boxing. A key is never 0. One thread. */
final class PairCounts {
  private long[] keys = new long[256];
  private int[] counts = new int[256];
  private int used;

  /** Returns the new count. */
  int increment(long key) {
    return add(key, 1);
  }

  /** Returns the new count. */
  int add(long key, int count) {
    int index = locate(key);
    if (keys[index] == 0) {
      if (used * 2 >= keys.length) {
        grow();
        index = locate(key);
      }
      keys[index] = key;
      used++;
    }
    return counts[index] += count;
  }

  boolean contains(long key) {
    return key != 0 && keys[locate(key)] == key;
  }

  /** Subtracts one if the count is not zero. */
  void decrement(long key) {
    int index = locate(key);
    if (counts[index] > 0) {
      counts[index]--;
    }
  }

  /** The number of keys. */
  int size() {
    return used;
  }

  /** Indexes run to this bound; an index whose key is 0 is empty. */
  int bound() {
    return keys.length;
  }

  long key(int index) {
    return keys[index];
  }

  int count(int index) {
    return counts[index];
  }

  private int locate(long key) {
    int mask = keys.length - 1;
    int index = (int) (ClosedSockets.mix(key) & mask);
    while (keys[index] != 0 && keys[index] != key) {
      index = index + 1 & mask;
    }
    return index;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldCounts = counts;
    keys = new long[oldKeys.length * 2];
    counts = new int[oldKeys.length * 2];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int index = locate(oldKeys[i]);
        keys[index] = oldKeys[i];
        counts[index] = oldCounts[i];
      }
    }
  }
}
