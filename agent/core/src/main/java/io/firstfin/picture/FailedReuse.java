package io.firstfin.picture;

/**
 * Connections of this JVM as a client that were used again after an idle second or longer, and
 * failed before the peer acknowledged what was sent; of the last five minutes.
 */
public final class FailedReuse {
  /**
   * Where the kernel does not tell enough about a connection (before Linux 4.19), or was not asked.
   */
  public static final FailedReuse UNKNOWN =
      new FailedReuse(-1, -1, -1, Spread.UNKNOWN, Spread.UNKNOWN);

  public static final FailedReuse NONE = new FailedReuse(0, 0, 0, Spread.UNKNOWN, Spread.UNKNOWN);

  /**
   * The peer had sent its FIN while the connection was idle, or as it was used; -1 when unknown.
   */
  public final long afterFin;

  /** The peer answered with a reset, without a FIN before; -1 when unknown. */
  public final long reset;

  /** Nobody answered, until the kernel or this JVM gave up; -1 when unknown. */
  public final long unanswered;

  /** Of those after a FIN: time without data before the FIN, milliseconds. */
  public final Spread idleMillisBeforeFin;

  /** Of those without a FIN: time without data before the use, milliseconds. */
  public final Spread idleMillisBeforeUse;

  public FailedReuse(
      long afterFin,
      long reset,
      long unanswered,
      Spread idleMillisBeforeFin,
      Spread idleMillisBeforeUse) {
    this.afterFin = afterFin;
    this.reset = reset;
    this.unanswered = unanswered;
    this.idleMillisBeforeFin = idleMillisBeforeFin;
    this.idleMillisBeforeUse = idleMillisBeforeUse;
  }
}
