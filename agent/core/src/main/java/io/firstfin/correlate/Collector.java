package io.firstfin.correlate;

import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;

/**
 * Collects one fact: takes the closes and sockets that concern it, and yields the fact's value when
 * a check ends. Registered in {@link Facts}. One thread.
 */
abstract class Collector {
  /** Takes a close. */
  void closed(Close close) {}

  /** Takes a close that was taken before with another verdict; {@code close} has the right one. */
  void corrected(Close close, Initiator wrong, How wrongHow) {}

  /** Takes a connect that failed. */
  void connectFailed(FailedConnect failure) {}

  /**
   * Begins a census. Only the end of the check shows whether it was whole.
   *
   * @return what takes the census's sockets, a new object each time; null when the fact needs none
   */
  SocketCounter beginCensus(long nanoTime) {
    return null;
  }

  /** Ends a check: makes the fact's value, which stays until the next check ends. */
  abstract void endCheck(KernelCheck check);

  /** Sets the fact's value. Has no side effect. */
  abstract void addTo(Picture.Builder picture);
}
