package io.firstfin.record;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The open record of one descriptor, whichever connection it belongs to. Its long is the packed
 * word that {@link OpenConnections} reads. An object with fields, because in the interpreter an
 * access to an atomic array takes many times as long as to a field, and a FIN waits for it. Any
 * thread: the plain fields are written before the word and read after it.
 */
final class OpenRecord extends AtomicLong {
  private static final long serialVersionUID = 1;

  /** Time of the opening, {@link System#nanoTime}; 0 when that was not seen. */
  long openedNanos;

  /** SO_COOKIE; 0 when it was not asked at the opening. */
  long cookie;

  /** This end's address, where the opening has asked for it, else null. */
  InetAddress local;

  /** The site that half-closed the connection. */
  int closeSite;

  /** The connection's {@link TlsTraffic}. */
  volatile long tls;

  /** A close for which the kernel must be asked when the descriptor is released; mostly null. */
  volatile Closing pending;
}
