package io.firstfin.correlate;

/**
 * The connections that this JVM ended first and that the kernel may still hold. Open addressing
 * over primitive arrays: a record costs 25 bytes at a load of at most three quarters. One thread.
 *
 * <p>A record is found by the socket's cookie. Where the kernel's reader has no cookies, or the
 * record has none, it is found by the hash of its address pair.
 */
final class ClosedSockets {
  private static final int SMALLEST = 1024;
  private static final int LARGEST = 1 << 21;

  /**
   * Seconds after which a record that no census has confirmed is given up: FIN_WAIT_2, TIME_WAIT.
   */
  private static final int UNCONFIRMED_SECONDS = 130;

  private static final byte USED = 1;
  private static final byte SEEN = 2;
  private static final byte MISSED = 4;
  private static final byte DEAD = 8;

  private static final int SITE_BITS = 13;
  private static final int DESTINATION_BITS = 16;
  private static final int ROLE_SHIFT = SITE_BITS + DESTINATION_BITS;
  private static final int INITIATOR_SHIFT = ROLE_SHIFT + 2;
  private static final int SECONDS_SHIFT = INITIATOR_SHIFT + 2;

  private long[] cookies = new long[SMALLEST];
  private long[] pairs = new long[SMALLEST];
  private long[] facts = new long[SMALLEST];
  private byte[] flags = new byte[SMALLEST];
  private int used;
  private int withoutCookie;
  private boolean byCookie = true;

  int size() {
    return used;
  }

  /** Says whether the kernel's reader has cookies; records are rearranged when that changes. */
  void byCookie(boolean has) {
    if (byCookie != has) {
      byCookie = has;
      rebuild(cookies.length);
    }
  }

  /**
   * Adds a record, or renews the one of the same connection. Returns its index, valid until the
   * next {@code put} or {@code sweep}; -1 when the store is full.
   */
  int put(long cookie, long pair, int site, int destination, int role, int initiator, int seconds) {
    int index = locate(cookie, pair);
    if (flags[index] == 0) {
      if (used >= cookies.length - cookies.length / 4) {
        if (cookies.length >= LARGEST) {
          return -1;
        }
        rebuild(cookies.length * 2);
        index = locate(cookie, pair);
      }
      used++;
      withoutCookie += cookie == 0 ? 1 : 0;
    }
    cookies[index] = cookie;
    pairs[index] = pair;
    facts[index] =
        site
            | (long) destination << SITE_BITS
            | (long) role << ROLE_SHIFT
            | (long) initiator << INITIATOR_SHIFT
            | (long) seconds << SECONDS_SHIFT;
    // A socket that this census has counted is not counted again for its second record.
    flags[index] = (byte) (flags[index] & SEEN | USED);
    return index;
  }

  /** The record of a socket in the kernel's table, or -1. */
  int find(long cookie, long pair) {
    if (byCookie && cookie != 0) {
      int index = locate(cookie, pair);
      if (flags[index] != 0) {
        return index;
      }
      if (withoutCookie == 0) {
        return -1;
      }
      index = locate(0, pair);
      return flags[index] != 0 ? index : -1;
    }
    int index = locate(0, pair);
    return flags[index] != 0 ? index : -1;
  }

  int site(int index) {
    return (int) facts[index] & (1 << SITE_BITS) - 1;
  }

  int destination(int index) {
    return (int) (facts[index] >>> SITE_BITS) & (1 << DESTINATION_BITS) - 1;
  }

  void destination(int index, int destination) {
    long mask = (long) ((1 << DESTINATION_BITS) - 1) << SITE_BITS;
    facts[index] = facts[index] & ~mask | (long) destination << SITE_BITS;
  }

  /** Ordinal of the Role. */
  int role(int index) {
    return (int) (facts[index] >>> ROLE_SHIFT) & 3;
  }

  /** Ordinal of the Initiator. */
  int initiator(int index) {
    return (int) (facts[index] >>> INITIATOR_SHIFT) & 3;
  }

  void initiator(int index, int initiator) {
    facts[index] = facts[index] & ~(3L << INITIATOR_SHIFT) | (long) initiator << INITIATOR_SHIFT;
  }

  /** Marks a record as held by the kernel; false when it already was in this census. */
  boolean see(int index) {
    if ((flags[index] & SEEN) != 0) {
      return false;
    }
    flags[index] = USED | SEEN;
    return true;
  }

  /** Keeps a record over this census although its socket is not one to see yet. */
  void keep(int index) {
    flags[index] &= ~MISSED;
  }

  /** Forgets which records were seen. */
  void beginCensus() {
    for (int i = 0; i < flags.length; i++) {
      flags[i] &= ~SEEN;
    }
  }

  /**
   * Drops what the kernel no longer has: a record that two whole censuses in a row did not show,
   * since a dump is no snapshot and can miss a socket once. Records from {@code startSeconds} on
   * are too young to be judged.
   */
  void endCensus(int startSeconds) {
    int dead = 0;
    for (int i = 0; i < flags.length; i++) {
      if (flags[i] == 0 || (flags[i] & SEEN) != 0 || seconds(i) >= startSeconds) {
        continue;
      }
      if ((flags[i] & MISSED) == 0) {
        flags[i] |= MISSED;
      } else {
        flags[i] = DEAD;
        dead++;
      }
    }
    drop(dead);
  }

  /** Without a census: drops what must have ended by its age. */
  void expire(int nowSeconds) {
    int dead = 0;
    for (int i = 0; i < flags.length; i++) {
      if (flags[i] != 0 && nowSeconds - seconds(i) > UNCONFIRMED_SECONDS) {
        flags[i] = DEAD;
        dead++;
      }
    }
    drop(dead);
  }

  /** Adds, for each destination, how many records name it. */
  void countDestinations(int[] counts) {
    for (int i = 0; i < flags.length; i++) {
      if (flags[i] != 0) {
        counts[destination(i)]++;
      }
    }
  }

  private void drop(int dead) {
    if (dead == 0) {
      return;
    }
    int capacity = cookies.length;
    while (capacity > SMALLEST && (used - dead) * 4 < capacity) {
      capacity /= 2;
    }
    rebuild(capacity);
  }

  private void rebuild(int capacity) {
    long[] oldCookies = cookies;
    long[] oldPairs = pairs;
    long[] oldFacts = facts;
    byte[] oldFlags = flags;
    cookies = new long[capacity];
    pairs = new long[capacity];
    facts = new long[capacity];
    flags = new byte[capacity];
    used = 0;
    withoutCookie = 0;
    for (int i = 0; i < oldFlags.length; i++) {
      if (oldFlags[i] == 0 || oldFlags[i] == DEAD) {
        continue;
      }
      int index = locate(oldCookies[i], oldPairs[i]);
      if (flags[index] == 0) {
        used++;
        withoutCookie += oldCookies[i] == 0 ? 1 : 0;
      }
      cookies[index] = oldCookies[i];
      pairs[index] = oldPairs[i];
      facts[index] = oldFacts[i];
      flags[index] = oldFlags[i];
    }
  }

  private int seconds(int index) {
    return (int) (facts[index] >>> SECONDS_SHIFT);
  }

  private int locate(long cookie, long pair) {
    boolean useCookie = byCookie && cookie != 0;
    int mask = cookies.length - 1;
    int index = (int) (mix(useCookie ? cookie : pair) & mask);
    while (flags[index] != 0) {
      boolean hasCookie = byCookie && cookies[index] != 0;
      if (hasCookie == useCookie && (useCookie ? cookies[index] == cookie : pairs[index] == pair)) {
        return index;
      }
      index = index + 1 & mask;
    }
    return index;
  }

  static long mix(long value) {
    long mixed = value * 0x9e3779b97f4a7c15L;
    return mixed ^ mixed >>> 32;
  }
}
