package io.firstfin.correlate;

import java.util.Arrays;

/**
 * Which held closes have the same address pair. It is found out at the first question. One thread.
 */
final class HeldPairs {
  private final HeldCloses closes;

  /** The hashes in order; null before the first question. */
  private long[] hashes;

  HeldPairs(HeldCloses closes) {
    this.closes = closes;
  }

  /** Whether another held close has the address pair of this one. */
  boolean isShared(int close) {
    if (hashes == null) {
      long[] all = new long[closes.size()];
      for (int i = 0; i < all.length; i++) {
        all[i] = hash(i);
      }
      Arrays.sort(all);
      hashes = all;
    }
    long hash = hash(close);
    int found = Arrays.binarySearch(hashes, hash);
    return found > 0 && hashes[found - 1] == hash
        || found >= 0 && found + 1 < hashes.length && hashes[found + 1] == hash;
  }

  private long hash(int close) {
    return closes.remote(close) == null ? 0 : Pairs.of(closes.remote(close), closes.ports(close));
  }

  /** Forgets the closes that are held now. */
  void clear() {
    hashes = null;
  }
}
