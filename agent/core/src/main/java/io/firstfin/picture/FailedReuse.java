package io.firstfin.picture;

/**
 * Connections on which this JVM as a client sent data again after an idle second or longer, and
 * which failed before the peer acknowledged the data; of the last five minutes.
 */
public final class FailedReuse {
  /**
   * When the kernel does not report enough about a connection (before Linux 4.19), or was not
   * asked.
   */
  public static final FailedReuse UNKNOWN =
      new FailedReuse(-1, -1, -1, -1, Spread.UNKNOWN, Spread.UNKNOWN);

  public static final FailedReuse NONE =
      new FailedReuse(0, 0, 0, 0, Spread.UNKNOWN, Spread.UNKNOWN);

  /**
   * The peer had sent its FIN while the connection was idle, or at the moment of the use; -1 when
   * unknown.
   */
  public final long afterFin;

  /** The peer answered with a reset and had sent no FIN; -1 when unknown. */
  public final long reset;

  /** No answer came until the kernel or this JVM gave up; -1 when unknown. */
  public final long unanswered;

  /**
   * The peer had ended the connection while it was idle, by a reset or so that little data of this
   * JVM's met one; -1 when unknown. Whether a call failed on it does not follow from the
   * connection: a pool may have noticed the reset first, and the data may have been a farewell.
   */
  public final long resetWhileIdle;

  /**
   * Of the connections counted in {@link #afterFin}: time without data before the FIN,
   * milliseconds.
   */
  public final Spread idleMillisBeforeFin;

  /**
   * Of the connections without a FIN: time without data before the use, or before the close where
   * the peer had reset them, milliseconds.
   */
  public final Spread idleMillisBeforeUse;

  public FailedReuse(
      long afterFin,
      long reset,
      long unanswered,
      long resetWhileIdle,
      Spread idleMillisBeforeFin,
      Spread idleMillisBeforeUse) {
    this.afterFin = afterFin;
    this.reset = reset;
    this.unanswered = unanswered;
    this.resetWhileIdle = resetWhileIdle;
    this.idleMillisBeforeFin = idleMillisBeforeFin;
    this.idleMillisBeforeUse = idleMillisBeforeUse;
  }
}
