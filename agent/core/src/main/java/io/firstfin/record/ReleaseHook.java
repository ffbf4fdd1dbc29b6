package io.firstfin.record;

/**
 * Whether a hook reports the moment at which the close of a socket closes its descriptor. Until
 * then unread data resets nothing: many closes of the JDK first send the FIN by shutdown(2), and
 * the peer can have acknowledged it by then, so that nothing is left to reset.
 */
enum ReleaseHook {
  /** No hook reports it, or the report would come too late. */
  NONE,
  /** The JDK sends no FIN of its own where SO_LINGER is 0. */
  UNLESS_LINGER_ZERO,
  ALWAYS
}
