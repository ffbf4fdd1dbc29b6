package io.firstfin.kernel;

/** A set of longs without an object per element; open addressing, at most half full. */
final class LongSet {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long[] table;
  private int shift;
  private int size;
  private boolean hasZero;

  LongSet(int expected) {
    int bits = 32 - Integer.numberOfLeadingZeros(Math.max(expected, 32) * 2 - 1);
    table = new long[1 << bits];
    shift = 64 - bits;
  }

  /** True when the value was not in the set. */
  boolean add(long value) {
    if (value == 0) {
      boolean added = !hasZero;
      hasZero = true;
      return added;
    }
    long[] slots = table;
    int mask = slots.length - 1;
    int slot = (int) (value * GOLDEN >>> shift);
    while (true) {
      long present = slots[slot];
      if (present == 0) {
        slots[slot] = value;
        if (++size * 2 > slots.length) {
          grow();
        }
        return true;
      }
      if (present == value) {
        return false;
      }
      slot = slot + 1 & mask;
    }
  }

  private void grow() {
    long[] old = table;
    table = new long[old.length * 2];
    shift--;
    int mask = table.length - 1;
    for (long value : old) {
      if (value != 0) {
        int slot = (int) (value * GOLDEN >>> shift);
        while (table[slot] != 0) {
          slot = slot + 1 & mask;
        }
        table[slot] = value;
      }
    }
  }
}
