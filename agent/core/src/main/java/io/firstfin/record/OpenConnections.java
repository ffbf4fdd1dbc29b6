package io.firstfin.record;

import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;

/**
 * The open records, by descriptor. An open record belongs to a descriptor and to the identity of
 * its {@code FileDescriptor} object, so that a reused number never inherits an older connection's.
 * It holds numbers only, never a socket. Lock-free; any thread.
 */
public final class OpenConnections {
  /** The state in a packed open record: nothing is known. */
  static final int FREE = 0;

  static final int OPEN = 1;

  /** Our FIN was sent by shutdownOutput; which side was first is decided. */
  static final int HALF_CLOSED = 2;

  /** The close has begun; the descriptor may exist a little longer. */
  static final int CLOSED = 3;

  private static final long STATE = 0x3;
  private static final int ROLE_SHIFT = 2;
  private static final long LINGER_ZERO = 1L << 4;
  private static final int INITIATOR_SHIFT = 5;
  private static final int SITE_SHIFT = 7;
  private static final long SITE_MASK = 0x1fff;
  private static final long OPINION = 1L << 20;

  /** Of a record in state FREE: the making of the descriptor was seen, at the record's site. */
  private static final long CREATED = 1L << 21;

  private static final int OWNER_SHIFT = 32;

  private static final Role[] ROLES = Role.values();
  private static final Initiator[] INITIATORS = Initiator.values();

  /** TLS handshakes of engines, which do not know their connection. */
  public final TlsEngines engines = new TlsEngines();

  /** Also for the hot path, which reads a record once. */
  final OpenRecords records = new OpenRecords();

  /**
   * Remembers which site made a descriptor that has no connection yet. SO_LINGER stays as it is.
   */
  void created(int descriptor, int owner, int site) {
    OpenRecord record = records.getOrMake(descriptor);
    if (record != null) {
      long before = record.get();
      long linger = owner(before) == owner ? before & LINGER_ZERO : 0;
      // If this fails, another thread uses the descriptor already.
      record.compareAndSet(
          before, nothingKnown(owner) | (long) site << SITE_SHIFT | linger | CREATED);
    }
  }

  /** Whether a packed open record says only that the making of the descriptor was seen. */
  static boolean isCreated(long word) {
    return state(word) == FREE && (word & CREATED) != 0;
  }

  /** Forgets the making of a descriptor that is closed without a connection. */
  void forgetCreated(int descriptor, int owner) {
    if (isCreated(find(descriptor, owner))) {
      forget(descriptor, owner);
    }
  }

  /**
   * Makes the open record of a new connection; {@code site} opened it.
   *
   * @param cookie SO_COOKIE; 0 when it was not asked
   */
  void opened(int descriptor, int owner, Role role, long nanoTime, int site, long cookie) {
    OpenRecord record = records.getOrMake(descriptor);
    if (record == null) {
      return;
    }
    long before = record.get();
    // SO_LINGER may have been set between socket() and connect().
    long linger = owner(before) == owner ? before & LINGER_ZERO : 0;
    record.openedNanos = nanoTime;
    record.closeSite = CallSites.UNKNOWN;
    record.cookie = cookie;
    record.tls = TlsTraffic.NONE;
    record.set(
        (long) owner << OWNER_SHIFT
            | (long) site << SITE_SHIFT
            | linger
            | (long) role.ordinal() << ROLE_SHIFT
            | OPEN);
  }

  /** The packed open record of a descriptor if it belongs to {@code owner}, else 0. */
  long find(int descriptor, int owner) {
    return owned(word(descriptor), owner);
  }

  /** The packed open record of a descriptor, whatever its owner. */
  long word(int descriptor) {
    OpenRecord record = records.get(descriptor);
    return record == null ? 0 : record.get();
  }

  /** Whether a packed open record says that a close of {@code owner}'s connection has begun. */
  static boolean isClosed(long word, int owner) {
    return state(owned(word, owner)) == CLOSED;
  }

  /** A packed open record if it belongs to {@code owner}, else 0. */
  static long owned(long word, int owner) {
    return owner(word) == owner ? word : 0;
  }

  /** Time of the opening, {@link System#nanoTime}; only where the record is known to be open. */
  public long openedNanos(int descriptor) {
    OpenRecord record = records.get(descriptor);
    return record == null ? 0 : record.openedNanos;
  }

  /** The {@link TlsTraffic} of a connection; only where the record is known to be open. */
  long tls(int descriptor) {
    OpenRecord record = records.get(descriptor);
    return record == null ? TlsTraffic.NONE : record.tls;
  }

  /** Sets the {@link TlsTraffic} of a connection whose record is known to be open. */
  void tls(int descriptor, long traffic) {
    OpenRecord record = records.get(descriptor);
    if (record != null) {
      record.tls = traffic;
    }
  }

  /**
   * Marks a connection as closed. Of several threads that close one connection, only the first gets
   * true. A thread that comes when the descriptor already belongs to another connection gets false.
   *
   * @param record what {@link OpenRecords#getOrMake} returned; null where there can be none
   * @param before its word before the kernel was asked
   * @param closed what {@link #closed} returned
   */
  static boolean claimClose(OpenRecord record, int owner, long before, long closed) {
    if (record == null) {
      return true;
    }
    long expected = before;
    while (owner(expected) != owner || state(expected) != CLOSED) {
      if (record.compareAndSet(expected, closed)) {
        return true;
      }
      expected = record.get();
      if (expected != before && owner(expected) != owner) {
        return false;
      }
    }
    return false;
  }

  /** The packed open record of a connection whose close has begun. */
  static long closed(int owner, Role role) {
    return (long) owner << OWNER_SHIFT | CLOSED | (long) role.ordinal() << ROLE_SHIFT;
  }

  /**
   * Sets which side was first at a shutdownOutput; false when a close has begun before. Another
   * thread may begin one at any moment.
   *
   * @param isOpinion whether the initiator can still change
   */
  boolean halfClosed(int descriptor, int owner, Initiator initiator, int site, boolean isOpinion) {
    OpenRecord record = records.getOrMake(descriptor);
    if (record == null) {
      return true;
    }
    while (true) {
      long before = record.get();
      boolean own = owner(before) == owner;
      if (own && state(before) == CLOSED) {
        return false;
      }
      long word = own ? before : forget(record, owner);
      record.closeSite = site;
      long halfClosed =
          word & ~STATE & ~(3L << INITIATOR_SHIFT)
              | (long) initiator.ordinal() << INITIATOR_SHIFT
              | (isOpinion ? OPINION : 0)
              | HALF_CLOSED;
      if (record.compareAndSet(before, halfClosed)) {
        return true;
      }
    }
  }

  /** Remembers whether SO_LINGER is 0, also for a socket that is not connected yet. */
  void linger(int descriptor, int owner, boolean zero) {
    OpenRecord record = records.getOrMake(descriptor);
    if (record == null) {
      return;
    }
    while (true) {
      long before = record.get();
      long word = owner(before) == owner ? before : forget(record, owner);
      long after = zero ? word | LINGER_ZERO : word & ~LINGER_ZERO;
      if (record.compareAndSet(before, after)) {
        return;
      }
    }
  }

  /** Forgets the connection that a descriptor had before; returns the word of its new owner. */
  private static long forget(OpenRecord record, int owner) {
    record.openedNanos = 0;
    record.tls = TlsTraffic.NONE;
    return nothingKnown(owner);
  }

  private static long nothingKnown(int owner) {
    return (long) owner << OWNER_SHIFT | (long) Role.UNKNOWN.ordinal() << ROLE_SHIFT;
  }

  /**
   * Gives the open record of a live descriptor another owner; false when there is no open record.
   */
  boolean adopt(int descriptor, int owner) {
    long word = live(descriptor);
    return word != 0
        && records
            .get(descriptor)
            .compareAndSet(word, word & 0xffffffffL | (long) owner << OWNER_SHIFT);
  }

  /** Forgets a descriptor that is closed for good, if it still belongs to {@code owner}. */
  void forget(int descriptor, int owner) {
    OpenRecord record = records.get(descriptor);
    if (record != null) {
      long word = record.get();
      if (owner(word) == owner) {
        record.compareAndSet(word, 0);
      }
    }
  }

  /** The role of a live descriptor, for the census; UNKNOWN where no opening was seen. */
  public Role role(int descriptor) {
    long word = live(descriptor);
    return word == 0 ? Role.UNKNOWN : role(word);
  }

  /** The site that opened a live descriptor, for the census. */
  public int openingSite(int descriptor) {
    long word = live(descriptor);
    return word == 0 ? CallSites.UNKNOWN : site(word);
  }

  /**
   * The site that made a live descriptor which never had a connection; {@link CallSites#UNKNOWN}
   * when it is not known.
   */
  public int creatingSite(int descriptor) {
    long word = word(descriptor);
    return isCreated(word) ? site(word) : CallSites.UNKNOWN;
  }

  private long live(int descriptor) {
    long word = word(descriptor);
    int state = state(word);
    return state == OPEN || state == HALF_CLOSED ? word : 0;
  }

  static int state(long word) {
    return (int) (word & STATE);
  }

  static Role role(long word) {
    return ROLES[(int) (word >>> ROLE_SHIFT & 3)];
  }

  static boolean lingerZero(long word) {
    return (word & LINGER_ZERO) != 0;
  }

  static Initiator initiator(long word) {
    return INITIATORS[(int) (word >>> INITIATOR_SHIFT & 3)];
  }

  /** Whether the initiator of a half-closed connection can still change. */
  static boolean isOpinion(long word) {
    return (word & OPINION) != 0;
  }

  static int site(long word) {
    return (int) (word >>> SITE_SHIFT & SITE_MASK);
  }

  private static int owner(long word) {
    return (int) (word >>> OWNER_SHIFT);
  }
}
