package io.firstfin.record;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Call sites by the fingerprint of their frames. A site's number is its place in the table and
 * never changes. Lock-free; any thread.
 */
public final class CallSites {
  /** The number of the site that stands for an unread stack, or for a full table. */
  public static final int UNKNOWN = 0;

  /** One more than the largest site number; a number fits in 13 bits. */
  public static final int CAPACITY = 8192;

  private static final int PROBES = 32;

  private final AtomicLongArray fingerprints = new AtomicLongArray(CAPACITY);
  private final AtomicReferenceArray<CallSite> sites = new AtomicReferenceArray<CallSite>(CAPACITY);
  private final FrameKinds kinds;

  public CallSites(FrameKinds kinds) {
    this.kinds = kinds;
  }

  public FrameKinds kinds() {
    return kinds;
  }

  /** The number of the site with this fingerprint, or {@link #UNKNOWN}. */
  public int find(long fingerprint) {
    long key = key(fingerprint);
    for (int probe = 0; probe < PROBES; probe++) {
      int slot = slot(key, probe);
      long found = fingerprints.get(slot);
      if (found == key) {
        return slot;
      }
      if (found == 0) {
        return UNKNOWN;
      }
    }
    return UNKNOWN;
  }

  /** Whether a new site would find no room near its place. */
  public boolean isFullFor(long fingerprint) {
    long key = key(fingerprint);
    for (int probe = 0; probe < PROBES; probe++) {
      if (fingerprints.get(slot(key, probe)) == 0) {
        return false;
      }
    }
    return true;
  }

  /** Adds a site and returns its number; {@link #UNKNOWN} when there is no room. */
  public int intern(long fingerprint, List<StackTraceElement> frames) {
    return claim(fingerprint, CallSite.of(frames, kinds));
  }

  private int claim(long fingerprint, CallSite site) {
    long key = key(fingerprint);
    for (int probe = 0; probe < PROBES; probe++) {
      int slot = slot(key, probe);
      if (fingerprints.compareAndSet(slot, 0, key)) {
        sites.set(slot, site);
        return slot;
      }
      if (fingerprints.get(slot) == key) {
        return slot;
      }
    }
    return UNKNOWN;
  }

  /**
   * The number of the site that stands for sockets which {@code opener} leaked; {@link #UNKNOWN}
   * for an unknown opener.
   */
  public int leakedBy(int opener) {
    if (opener == UNKNOWN) {
      return UNKNOWN;
    }
    long fingerprint = ~fingerprints.get(opener);
    int known = find(fingerprint);
    return known != UNKNOWN ? known : claim(fingerprint, CallSite.leakedBy(get(opener)));
  }

  /** The site of a number from {@link #find} or {@link #intern}. */
  public CallSite get(int number) {
    CallSite site = number == UNKNOWN ? null : sites.get(number);
    return site == null ? CallSite.UNKNOWN : site;
  }

  private static long key(long fingerprint) {
    return fingerprint == 0 ? 1 : fingerprint;
  }

  private static int slot(long key, int probe) {
    // Slot 0 is the unknown site.
    return 1 + (int) ((key + probe & Long.MAX_VALUE) % (CAPACITY - 1));
  }
}
