package io.firstfin.record;

/**
 * Whether a hook tells when the close of a socket comes to its descriptor. Until then unread data
 * resets nothing: many closes of the JDK send the FIN by a shutdown(2) of its own before, and the
 * peer can have acknowledged it by then, so that nothing is left to reset.
 */
enum SecondLook {
  /** No hook tells, or it would come too late. */
  NONE,
  /** The JDK sends no FIN of its own where SO_LINGER is 0. */
  UNLESS_LINGER_ZERO,
  ALWAYS
}
