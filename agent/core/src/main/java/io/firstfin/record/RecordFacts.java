package io.firstfin.record;

import io.firstfin.vocabulary.ConnectFailureReason;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;

/** What a record says of one event, in the bits of one long. */
public final class RecordFacts {
  /** A connection was closed. */
  public static final int CLOSED = 0;

  /** We half-closed a connection. It stays open, and its close follows. */
  public static final int HALF_CLOSED = 1;

  /** A connect failed. */
  public static final int CONNECT_FAILED = 2;

  /**
   * A close that is recorded already gets another verdict, which was found when its descriptor
   * closed.
   */
  public static final int REVISED = 3;

  /** The stack was not read because a sample is enough. */
  public static final int SAMPLED_OUT = 1;

  /** The socket was leaked, and its Cleaner closed it. */
  public static final int LEAKED = 2;

  /**
   * A connect failed before it began, in the bind; the record has the local address of the bind.
   */
  public static final int BOUND = 4;

  /**
   * The verdict is an opinion, by the state before our FIN: the peer's FIN may have arrived in
   * between. An exact look-up by the cookie, or by the addresses, can settle it. This is set only
   * on records whose initiator is LOCAL and whose close is no reset by SO_LINGER.
   */
  public static final int OPINION = 8;

  /** Of an {@link #OPINION}: the connection read CLOSED right after our FIN. */
  public static final int ENDED = 16;

  /** Of an {@link #ENDED} one: the state before our FIN is not known either. */
  public static final int UNASKED = 32;

  /**
   * Of an {@link #OPINION}: the connection read FIN_WAIT_1 right after our FIN, so that only a FIN
   * of the peer's that was on its way can have been sent before.
   */
  public static final int WAITING = 64;

  private static final int REVISED_SHIFT = 44;

  private static final Role[] ROLES = Role.values();
  private static final Initiator[] INITIATORS = Initiator.values();
  private static final How[] HOWS = How.values();
  private static final ConnectFailureReason[] REASONS = ConnectFailureReason.values();

  private RecordFacts() {}

  static long closed(
      int kind, Role role, Initiator initiator, How how, int site, int openedAt, int flags) {
    return kind
        | (long) role.ordinal() << 2
        | (long) initiator.ordinal() << 4
        | (long) how.ordinal() << 6
        | (long) site << 8
        | (long) openedAt << 21
        | (long) flags << 34;
  }

  /** The facts of a revising record; {@code wrong} has the facts of the close that was recorded. */
  static long revised(long wrong, Initiator initiator, How how) {
    return wrong & ~(3L | 0xfL << 4)
        | REVISED
        | (long) initiator.ordinal() << 4
        | (long) how.ordinal() << 6
        | (wrong >>> 4 & 0xf) << REVISED_SHIFT;
  }

  /** The same close with a verdict that is no {@link #OPINION}. */
  public static long settled(long opinion, Initiator initiator, How how) {
    return opinion & ~(0xfL << 4 | (long) OPINION << 34)
        | (long) initiator.ordinal() << 4
        | (long) how.ordinal() << 6;
  }

  static long connectFailed(ConnectFailureReason reason, int site, int flags) {
    return CONNECT_FAILED | (long) site << 8 | (long) flags << 34 | (long) reason.ordinal() << 40;
  }

  public static int kind(long facts) {
    return (int) facts & 3;
  }

  public static Role role(long facts) {
    return ROLES[(int) (facts >>> 2) & 3];
  }

  public static Initiator initiator(long facts) {
    return INITIATORS[(int) (facts >>> 4) & 3];
  }

  public static How how(long facts) {
    return HOWS[(int) (facts >>> 6) & 3];
  }

  /** The initiator in the record that this one revises. */
  public static Initiator revisedInitiator(long facts) {
    return INITIATORS[(int) (facts >>> REVISED_SHIFT) & 3];
  }

  /** How the connection ended according to the record that this one revises. */
  public static How revisedHow(long facts) {
    return HOWS[(int) (facts >>> REVISED_SHIFT + 2) & 3];
  }

  /** The call site's number. */
  public static int site(long facts) {
    return (int) (facts >>> 8) & 0x1fff;
  }

  /** The opening site's number. */
  public static int openedAt(long facts) {
    return (int) (facts >>> 21) & 0x1fff;
  }

  public static boolean is(long facts, int flag) {
    return ((int) (facts >>> 34) & flag) != 0;
  }

  public static ConnectFailureReason reason(long facts) {
    return REASONS[(int) (facts >>> 40) & 0xf];
  }
}
