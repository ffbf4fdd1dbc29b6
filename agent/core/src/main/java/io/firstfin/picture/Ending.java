package io.firstfin.picture;

import io.firstfin.vocabulary.Initiator;

/**
 * Figures of the connections of a destination that one of the two sides ended first. Those whose
 * FINs crossed belong to this JVM's.
 */
public final class Ending {
  /** {@code LOCAL} or {@code REMOTE}. */
  public final Initiator initiator;

  /** Exchanges on a connection, from TCP_INFO's data segments. */
  public final Spread exchanges;

  /**
   * Time without data before the end, milliseconds: until this JVM's close, or until the peer's
   * FIN. Connections that the peer reset are not included.
   */
  public final Spread idleMillis;

  /** Bytes of data in both directions. */
  public final Spread bytes;

  public Ending(Initiator initiator, Spread exchanges, Spread idleMillis, Spread bytes) {
    this.initiator = initiator;
    this.exchanges = exchanges;
    this.idleMillis = idleMillis;
    this.bytes = bytes;
  }
}
