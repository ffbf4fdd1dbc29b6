package io.firstfin.record;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The table of call sites, found by their text and by the fingerprints that readers compute. One
 * site can have several fingerprints, because readers differ and because the code of one line can
 * occur several times in a method. A site's number is its place in the table and never changes.
 * Recursive code can produce ever new stacks: when there are too many, a site is one line of code,
 * whatever called it. Lock-free; any thread.
 */
public final class CallSites {
  /** The number of the site of stacks that were not read, or for which the table has no room. */
  public static final int UNKNOWN = 0;

  /** One more than the largest site number; a number fits in 13 bits. */
  public static final int CAPACITY = 8192;

  /** Sites of whole stacks; the rest of the table is for lines. */
  static final int MOST_STACKS = CAPACITY / 4 * 3;

  /** One more than a prime number, as {@link #CAPACITY} is, so that every step meets all places. */
  private static final int FINGERPRINTS = 16_382;

  /**
   * The most fingerprints of whole stacks; the rest of their table is for lines, and keeps probing
   * short.
   */
  static final int MOST_FINGERPRINTS = FINGERPRINTS / 4 * 3;

  private static final int NUMBER_BITS = 13;
  private static final int PROBES = 64;

  /** The hashes of the sites' texts; 0 where the place is free. */
  private final AtomicLongArray texts = new AtomicLongArray(CAPACITY);

  private final AtomicReferenceArray<CallSite> sites = new AtomicReferenceArray<CallSite>(CAPACITY);
  private final AtomicInteger taken = new AtomicInteger();

  /** The upper 51 bits of a reader's fingerprint, with the site's number in the lower 13. */
  private final AtomicLongArray numbers = new AtomicLongArray(FINGERPRINTS);

  private final AtomicInteger known = new AtomicInteger();
  private final ThreadNames threads = new ThreadNames();
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
      long found = numbers.get(slot(key, probe, FINGERPRINTS));
      if (found == 0) {
        return UNKNOWN;
      }
      if ((found ^ key) >>> NUMBER_BITS == 0) {
        return (int) found & CAPACITY - 1;
      }
    }
    return UNKNOWN;
  }

  /**
   * The number of the site of a stack, or of its line when there is no room for more stacks; {@link
   * #UNKNOWN} when it is new.
   */
  public int find(long stack, long line) {
    int number = find(stack);
    return number != UNKNOWN || !isFullFor(stack) ? number : find(line);
  }

  /** Whether there is no room for a new site, not even as a line. */
  public boolean isFullFor(long stack, long line) {
    return isFullFor(stack) && (taken.get() >= CAPACITY - 1 || !hasRoom(line));
  }

  /** Whether there is no room for a new stack. */
  boolean isFullFor(long stack) {
    return taken.get() >= MOST_STACKS || known.get() >= MOST_FINGERPRINTS || !hasRoom(stack);
  }

  private boolean hasRoom(long fingerprint) {
    long key = key(fingerprint);
    for (int probe = 0; probe < PROBES; probe++) {
      if (numbers.get(slot(key, probe, FINGERPRINTS)) == 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * The number of the calling thread's name. It distinguishes stacks without a frame of the
   * application, because several libraries can share such a stack.
   */
  public int thread() {
    return threads.number(Thread.currentThread().getName());
  }

  /**
   * Adds the site of a stack, or of its line when there is no room for more stacks, and returns its
   * number; {@link #UNKNOWN} when there is no room at all.
   *
   * @param line what {@link #find} is asked for when there is no room for more stacks
   * @param thread what {@link #thread} returned, if no frame is the application's; otherwise 0
   */
  public int intern(long stack, long line, List<StackTraceElement> frames, int thread) {
    int number =
        isFullFor(stack)
            ? find(line)
            : learn(stack, claim(CallSite.of(frames, kinds, threads.get(thread))));
    return number == UNKNOWN ? learn(line, claim(CallSite.ofLine(frames, kinds))) : number;
  }

  /** Makes {@link #find} answer a fingerprint with this number, and returns the number. */
  private int learn(long fingerprint, int number) {
    if (number == UNKNOWN) {
      return UNKNOWN;
    }
    long key = key(fingerprint);
    for (int probe = 0; probe < PROBES; probe++) {
      int slot = slot(key, probe, FINGERPRINTS);
      if (numbers.compareAndSet(slot, 0, key | number)) {
        known.incrementAndGet();
        return number;
      }
      if ((numbers.get(slot) ^ key) >>> NUMBER_BITS == 0) {
        return number;
      }
    }
    return number;
  }

  /**
   * The number of the site with this text: the site that is there already, or else this one, which
   * gets a place.
   */
  private int claim(CallSite site) {
    long text = Math.max(site.fingerprint() >>> 1, 1);
    for (int probe = 0; probe < PROBES; probe++) {
      int slot = slot(text, probe, CAPACITY);
      if (texts.compareAndSet(slot, 0, text)) {
        sites.set(slot, site);
        taken.incrementAndGet();
        return slot;
      }
      if (texts.get(slot) == text) {
        return slot;
      }
    }
    return UNKNOWN;
  }

  /** Whether the line of a site is a frame of the application. */
  public boolean isApplications(int number) {
    return get(number).isApplications;
  }

  /**
   * The number of the site for closes at {@code closing} of connections that {@code opener} opened:
   * where the application opened them and no line of it closes them, the opener is named. Otherwise
   * {@code closing} itself.
   */
  public int closedFor(int opener, int closing) {
    if (closing == UNKNOWN || isApplications(closing) || !isApplications(opener)) {
      return closing;
    }
    long fingerprint = ~mix(texts.get(closing), texts.get(opener));
    int number = find(fingerprint);
    if (number != UNKNOWN || isFullFor(fingerprint)) {
      return number == UNKNOWN ? closing : number;
    }
    CallSite site = CallSite.closedFor(get(opener), get(closing), kinds);
    number = learn(fingerprint, claim(site));
    return number == UNKNOWN ? closing : number;
  }

  /**
   * The number of the site for sockets that {@code opener} leaked; {@link #UNKNOWN} for an unknown
   * opener.
   */
  public int leakedBy(int opener) {
    if (opener == UNKNOWN) {
      return UNKNOWN;
    }
    long fingerprint = ~texts.get(opener);
    int number = find(fingerprint);
    return number != UNKNOWN ? number : learn(fingerprint, claim(CallSite.leakedBy(get(opener))));
  }

  /** The site of a number from {@link #find} or {@link #intern}. */
  public CallSite get(int number) {
    CallSite site = number == UNKNOWN ? null : sites.get(number);
    return site == null ? CallSite.UNKNOWN : site;
  }

  /** As {@link io.firstfin.library.Libraries#acceptor}, of the stack that accepted a connection. */
  public String acceptor(int number) {
    CallSite site = get(number);
    return kinds.libraries().acceptor(site.frames, site.thread);
  }

  /** A fingerprint with one more element. */
  public static long mix(long fingerprint, long element) {
    long mixed = (fingerprint ^ element) * 0x9e3779b97f4a7c15L;
    return mixed ^ mixed >>> 29;
  }

  /**
   * The fingerprint without the bits of a number. It is never 0, so that an entry is not 0 even
   * with the number 0.
   */
  private static long key(long fingerprint) {
    long key = fingerprint & -1L << NUMBER_BITS;
    return key == 0 ? 1L << NUMBER_BITS : key;
  }

  private static int slot(long key, int probe, int capacity) {
    // Slot 0 is the unknown site. The number of the others is prime, so that every step meets all
    // of them. Each key has a step of its own, so that a nearly full table does not cluster.
    long mixed = (key ^ key >>> 32) * 0x9e3779b97f4a7c15L;
    long step = 1 + (mixed >>> 40) % (capacity - 2);
    return 1 + (int) (((mixed >>> 8) + probe * step & Long.MAX_VALUE) % (capacity - 1));
  }
}
