package io.firstfin.kernel;

/**
 * A set of longs without an object per element. It keeps 64 neighbouring values in one word,
 * because the kernel assigns cookies in sequence. Then 120,000 of them take about 100 KiB, which
 * stay in the processor's cache; a slot for each would take megabytes, and a cache miss for each
 * socket.
 */
final class LongSet {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final int INITIAL_BITS = 9;

  /**
   * Pairs of words. The first has the value's upper 58 bits plus one, so that 0 means free; the
   * second has one bit for each value.
   */
  private long[] slots = new long[2 << INITIAL_BITS];

  private int shift = 64 - INITIAL_BITS;
  private int used;

  /** Adds a value; true when it was not in the set. */
  boolean add(long value) {
    long key = (value >>> 6) + 1;
    int slot = find(slots, key, shift);
    long bit = 1L << value;
    if (slots[slot] == 0) {
      slots[slot] = key;
      slots[slot + 1] = bit;
      if (++used * 4 > slots.length) {
        grow();
      }
      return true;
    }
    long word = slots[slot + 1];
    slots[slot + 1] = word | bit;
    return (word & bit) == 0;
  }

  /** The index of the pair with the key, or of the free pair in which the key belongs. */
  private static int find(long[] slots, long key, int shift) {
    int slot = (int) (key * GOLDEN >>> shift) << 1;
    while (slots[slot] != key && slots[slot] != 0) {
      slot = slot + 2 & slots.length - 1;
    }
    return slot;
  }

  private void grow() {
    long[] grown = new long[slots.length * 2];
    shift--;
    for (int i = 0; i < slots.length; i += 2) {
      if (slots[i] != 0) {
        int slot = find(grown, slots[i], shift);
        grown[slot] = slots[i];
        grown[slot + 1] = slots[i + 1];
      }
    }
    slots = grown;
  }
}
