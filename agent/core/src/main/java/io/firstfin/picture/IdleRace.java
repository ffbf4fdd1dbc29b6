package io.firstfin.picture;

/**
 * Connections of one listening port that this JVM closed first after an idle second or longer, and
 * what became of them; of the last five minutes. Connections with TLS are left out, because their
 * clients answer a close with a farewell, which is data too.
 */
public final class IdleRace {
  /** When the kernel was not asked, or its tables have no cookies. */
  public static final IdleRace UNKNOWN = new IdleRace(-1, -1, -1, -1, Spread.UNKNOWN);

  public static final IdleRace NONE = new IdleRace(0, 0, 0, 0, Spread.UNKNOWN);

  /** Connections that were closed so; -1 when unknown. */
  public final long closed;

  /** Those whose sockets have left the kernel's tables before their time; -1 when unknown. */
  public final long vanished;

  /**
   * Those of {@link #vanished} for which the kernel sent a reset that no close explains: data came
   * after the close; -1 when unknown.
   */
  public final long answered;

  /** All such resets of the network namespace, whatever their reason; -1 when unknown. */
  public final long resets;

  /** Time without data before the close, milliseconds. */
  public final Spread idleMillis;

  public IdleRace(long closed, long vanished, long answered, long resets, Spread idleMillis) {
    this.closed = closed;
    this.vanished = vanished;
    this.answered = answered;
    this.resets = resets;
    this.idleMillis = idleMillis;
  }
}
