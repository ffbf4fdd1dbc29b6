package io.firstfin.correlate;

/**
 * The connections that this JVM ended first and that the kernel may still hold, and those that it
 * ended by a reset which something may have prevented. Open addressing over one array, two words a
 * record, so that a census touches one cache line for each socket. One thread.
 *
 * <p>A record is found by the socket's cookie. Where the kernel's reader has no cookies, or the
 * record has none, it is found by the hash of its address pair.
 */
final class ClosedSockets {
  private static final int SMALLEST = 1024;
  private static final int LARGEST = 3 << 20;

  /**
   * Seconds after which a record that no census has confirmed is dropped: FIN_WAIT_2 and then
   * TIME_WAIT.
   */
  private static final int UNCONFIRMED_SECONDS = 130;

  /** Within this time after a close hardly any connection takes its address pair again. */
  private static final int CERTAIN_SECONDS = 1;

  private static final int SITE_BITS = 13;
  private static final int REMOTE_BITS = 16;
  private static final int ROLE_SHIFT = SITE_BITS + REMOTE_BITS;
  private static final int INITIATOR_SHIFT = ROLE_SHIFT + 2;
  private static final int HOW_SHIFT = INITIATOR_SHIFT + 2;
  private static final int SECONDS_SHIFT = HOW_SHIFT + 2;

  /** Three months; ages are differences and survive the wrap. */
  private static final int SECONDS_MASK = (1 << 23) - 1;

  private static final long CROSSED = 1L << 58;
  private static final long BY_COOKIE = 1L << 59;
  private static final long USED = 1L << 60;
  private static final long SEEN = 1L << 61;
  private static final long MISSED = 1L << 62;
  private static final long DEAD = 1L << 63;

  /** In turn a key and its facts; facts are 0 where the place is empty. */
  private long[] table = new long[2 * SMALLEST];

  private int capacity = SMALLEST;
  private int used;
  private int withoutCookie;

  /** Read by nobody: without it the compiler would leave out the reads of {@link #fetch}. */
  private long fetched;

  private final boolean cookies;

  /** {@code cookies} says whether the kernel's reader has them. */
  ClosedSockets(boolean cookies) {
    this.cookies = cookies;
  }

  int size() {
    return used;
  }

  /**
   * What a record holds of a close: the number of its call site, the index of its remote end, the
   * ordinals of Role, Initiator and How, and when it was.
   */
  static long packed(int site, int remote, int role, int initiator, int how, int seconds) {
    return site
        | (long) remote << SITE_BITS
        | (long) role << ROLE_SHIFT
        | (long) initiator << INITIATOR_SHIFT
        | (long) how << HOW_SHIFT
        | (long) (seconds & SECONDS_MASK) << SECONDS_SHIFT;
  }

  /**
   * Adds a record, or renews the one of the same connection. Returns its index, valid until the
   * next {@code put} or the census's end; -1 when the store is full or nothing identifies the
   * connection.
   *
   * @param close by {@link #packed}
   */
  int put(long cookie, long pair, long close) {
    boolean byCookie = cookies && cookie != 0;
    long key = byCookie ? cookie : pair;
    if (key == 0) {
      return -1;
    }
    int index = locate(key, byCookie);
    if (facts(index) == 0) {
      if (used >= capacity - capacity / 4) {
        if (capacity >= LARGEST) {
          return -1;
        }
        rebuild(capacity + capacity / 2);
        index = locate(key, byCookie);
      }
      used++;
      withoutCookie += byCookie ? 0 : 1;
    }
    table[2 * index] = key;
    // A socket that this census has counted is not counted again because of its second record.
    table[2 * index + 1] = facts(index) & SEEN | USED | (byCookie ? BY_COOKIE : 0) | close;
    return index;
  }

  /** Whether some records are found by their address pair; {@link #find} needs none otherwise. */
  boolean hasPairs() {
    return withoutCookie > 0;
  }

  /** The record of a socket in the kernel's table, or -1. */
  int find(long cookie, long pair) {
    if (cookies && cookie != 0) {
      int index = locate(cookie, true);
      if (facts(index) != 0) {
        return index;
      }
      if (withoutCookie == 0) {
        return -1;
      }
    }
    return pair == 0 ? -1 : find(pair, false);
  }

  /**
   * Brings the place of a record into the processor's cache. The store is larger than the cache,
   * and sockets come in no order: a census that waited for memory at each of them would take half
   * as long again. The processor waits for many places at once when they are asked for in a row.
   */
  void fetch(long cookie) {
    fetched += facts(place(cookie));
  }

  /** The record of a {@link #key}, or -1. */
  int find(long key, boolean isCookie) {
    int index = locate(key, isCookie);
    return facts(index) != 0 ? index : -1;
  }

  /** The cookie or address pair that a record is found by. */
  long key(int index) {
    return table[2 * index];
  }

  boolean isByCookie(int index) {
    return (facts(index) & BY_COOKIE) != 0;
  }

  /**
   * Whether a socket that was found for this record is its own. An address pair is soon taken
   * again: the next connection's socket is found by it too, unless a record has that one's cookie.
   *
   * @param seconds when the socket was seen
   */
  boolean isCertain(int index, int seconds) {
    return isByCookie(index) || age(facts(index), seconds) <= CERTAIN_SECONDS;
  }

  int site(int index) {
    return (int) facts(index) & (1 << SITE_BITS) - 1;
  }

  int remote(int index) {
    return (int) (facts(index) >>> SITE_BITS) & (1 << REMOTE_BITS) - 1;
  }

  void remote(int index, int remote) {
    long mask = (long) ((1 << REMOTE_BITS) - 1) << SITE_BITS;
    facts(index, facts(index) & ~mask | (long) remote << SITE_BITS);
  }

  /** Ordinal of the Role. */
  int role(int index) {
    return (int) (facts(index) >>> ROLE_SHIFT) & 3;
  }

  /** Ordinal of the Initiator. */
  int initiator(int index) {
    return (int) (facts(index) >>> INITIATOR_SHIFT) & 3;
  }

  /** Ordinal of the How. */
  int how(int index) {
    return (int) (facts(index) >>> HOW_SHIFT) & 3;
  }

  /** Sets another verdict, by the ordinals of Initiator and How. */
  void verdict(int index, int initiator, int how) {
    facts(
        index,
        facts(index) & ~(0xfL << INITIATOR_SHIFT)
            | (long) initiator << INITIATOR_SHIFT
            | (long) how << HOW_SHIFT);
  }

  /** Marks a connection both of whose ends found that they closed first. */
  void cross(int index) {
    facts(index, facts(index) | CROSSED);
  }

  boolean isCrossed(int index) {
    return (facts(index) & CROSSED) != 0;
  }

  /** Marks a record as held by the kernel; false when it already was in this census. */
  boolean see(int index) {
    if ((facts(index) & SEEN) != 0) {
      return false;
    }
    facts(index, facts(index) & ~MISSED | SEEN);
    return true;
  }

  /** Keeps a record although this census does not count its socket yet. */
  void keep(int index) {
    facts(index, facts(index) & ~MISSED);
  }

  /** Forgets which records were seen. */
  void beginCensus() {
    for (int i = 0; i < capacity; i++) {
      table[2 * i + 1] &= ~SEEN;
    }
  }

  /**
   * Drops each record whose socket the kernel no longer has. Two whole censuses in a row must have
   * missed it, because a dump is no snapshot and can miss a socket once. Records from {@code
   * startSeconds} on are too young to be judged.
   */
  void endCensus(int startSeconds) {
    int dead = 0;
    for (int i = 0; i < capacity; i++) {
      long facts = facts(i);
      if (facts == 0 || (facts & SEEN) != 0 || age(facts, startSeconds) <= 0) {
        continue;
      }
      dead += (facts & MISSED) == 0 ? 0 : 1;
      facts(i, facts | ((facts & MISSED) == 0 ? MISSED : DEAD));
    }
    drop(dead);
  }

  /** Drops the records whose socket must have ended by its age. Needs no census. */
  void expire(int nowSeconds) {
    int dead = 0;
    for (int i = 0; i < capacity && used > 0; i++) {
      long facts = facts(i);
      if (facts != 0 && age(facts, nowSeconds) > UNCONFIRMED_SECONDS) {
        facts(i, facts | DEAD);
        dead++;
      }
    }
    drop(dead);
  }

  /** Adds, for each remote end, how many records name it. */
  void countRemotes(int[] counts) {
    for (int i = 0; i < capacity && used > 0; i++) {
      if (facts(i) != 0) {
        counts[remote(i)]++;
      }
    }
  }

  private void drop(int dead) {
    if (dead == 0) {
      return;
    }
    int smaller = capacity;
    while (smaller > SMALLEST && (used - dead) * 4 < smaller) {
      smaller /= 2;
    }
    rebuild(Math.max(smaller, SMALLEST));
  }

  private void rebuild(int newCapacity) {
    long[] old = table;
    table = new long[2 * newCapacity];
    capacity = newCapacity;
    used = 0;
    withoutCookie = 0;
    for (int i = 0; i < old.length; i += 2) {
      long facts = old[i + 1];
      if (facts == 0 || (facts & DEAD) != 0) {
        continue;
      }
      boolean byCookie = (facts & BY_COOKIE) != 0;
      int index = locate(old[i], byCookie);
      table[2 * index] = old[i];
      facts(index, facts);
      used++;
      withoutCookie += byCookie ? 0 : 1;
    }
  }

  private long facts(int index) {
    return table[2 * index + 1];
  }

  private void facts(int index, long facts) {
    table[2 * index + 1] = facts;
  }

  /** Positive for a record from before {@code seconds}. */
  private static int age(long facts, int seconds) {
    int difference = seconds - (int) (facts >>> SECONDS_SHIFT) & SECONDS_MASK;
    return difference > SECONDS_MASK / 2 ? difference - SECONDS_MASK - 1 : difference;
  }

  /** The place of a key, or the empty place where it would go. */
  private int locate(long key, boolean byCookie) {
    long kind = byCookie ? BY_COOKIE : 0;
    int index = place(key);
    while (table[2 * index + 1] != 0
        && (table[2 * index] != key || (table[2 * index + 1] & BY_COOKIE) != kind)) {
      index = index + 1 == capacity ? 0 : index + 1;
    }
    return index;
  }

  /** Where the search for a key begins. */
  private int place(long key) {
    // The high half of a product spreads over any capacity, not only a power of two.
    return (int) ((mix(key) & 0xffffffffL) * capacity >>> 32);
  }

  static long mix(long value) {
    long mixed = value * 0x9e3779b97f4a7c15L;
    return mixed ^ mixed >>> 32;
  }
}
