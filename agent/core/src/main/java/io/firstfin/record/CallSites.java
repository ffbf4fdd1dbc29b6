package io.firstfin.record;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Call sites by the fingerprint of their frames. A site's number is its place in the table and
 * never changes. Recursive code can make stacks without end: where they are too many, a site is a
 * line of code, whatever called it. Lock-free; any thread.
 */
public final class CallSites {
  /** The number of the site that stands for an unread stack, or for a full table. */
  public static final int UNKNOWN = 0;

  /** One more than the largest site number; a number fits in 13 bits. */
  public static final int CAPACITY = 8192;

  /** Sites of whole stacks; the rest of the table is for lines. */
  static final int MOST_STACKS = CAPACITY / 4 * 3;

  private static final int PROBES = 64;

  private final AtomicLongArray fingerprints = new AtomicLongArray(CAPACITY);
  private final AtomicReferenceArray<CallSite> sites = new AtomicReferenceArray<CallSite>(CAPACITY);
  private final AtomicInteger taken = new AtomicInteger();
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

  /**
   * The number of the site of a stack, else of its line where stacks have no room any more; {@link
   * #UNKNOWN} when it is new.
   */
  public int find(long stack, long line) {
    int known = find(stack);
    return known != UNKNOWN || !isFullFor(stack) ? known : find(line);
  }

  /** Whether a new site would find no room, not even as a line. */
  public boolean isFullFor(long stack, long line) {
    return isFullFor(stack) && !hasRoom(line);
  }

  /** Whether a new stack would find no room. */
  boolean isFullFor(long stack) {
    return taken.get() >= MOST_STACKS || !hasRoom(stack);
  }

  private boolean hasRoom(long fingerprint) {
    long key = key(fingerprint);
    for (int probe = 0; probe < PROBES; probe++) {
      if (fingerprints.get(slot(key, probe)) == 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Adds the site of a stack, or of its line where stacks have no room any more, and returns its
   * number; {@link #UNKNOWN} when there is no room at all.
   */
  public int intern(long stack, long line, List<StackTraceElement> frames) {
    int number = isFullFor(stack) ? UNKNOWN : intern(stack, frames);
    return number == UNKNOWN ? claim(line, CallSite.ofLine(frames, kinds)) : number;
  }

  /** Adds the site of a stack and returns its number; {@link #UNKNOWN} when there is no room. */
  public int intern(long stack, List<StackTraceElement> frames) {
    return claim(stack, CallSite.of(frames, kinds));
  }

  private int claim(long fingerprint, CallSite site) {
    long key = key(fingerprint);
    for (int probe = 0; probe < PROBES; probe++) {
      int slot = slot(key, probe);
      if (fingerprints.compareAndSet(slot, 0, key)) {
        sites.set(slot, site);
        taken.incrementAndGet();
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
    // Slot 0 is the unknown site. The others are a prime number, so that every step meets all; one
    // of each key's own keeps a table that is nearly full from clustering.
    long step = 1 + (key >>> 40) % (CAPACITY - 2);
    return 1 + (int) ((key + probe * step & Long.MAX_VALUE) % (CAPACITY - 1));
  }
}
