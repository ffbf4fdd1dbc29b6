package io.firstfin.record;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How far a close has come, of which two threads can do a part. It is a number itself: a field of
 * its own would need an object more, or a class whose initialisation can fail at the end of a
 * stack.
 */
class CloseStage extends AtomicInteger {
  private static final long serialVersionUID = 1;

  /** The first stage. */
  private static final int BEGUN = 0;

  /** The descriptor is released, and the close is not yet recorded. */
  static final int RELEASED = 1;

  /** The close is recorded, or about to be. */
  static final int RECORDED = 2;

  private static final int STAGE = 3;

  /** Added to the stage once a thread has taken this close to release its descriptor. */
  private static final int TAKEN = 4;

  /** Whether the close is not yet recorded and its descriptor not yet released. */
  final boolean isBegun() {
    return (get() & STAGE) == BEGUN;
  }

  final boolean isReleased() {
    return (get() & STAGE) == RELEASED;
  }

  /** Leaves the first stage for this one; false when it has been left before. */
  final boolean leave(int stage) {
    while (true) {
      int now = get();
      if ((now & STAGE) != BEGUN) {
        return false;
      }
      if (compareAndSet(now, now | stage)) {
        return true;
      }
    }
  }

  /** Takes this close to release its descriptor; false when a thread has done so before. */
  final boolean take() {
    while (true) {
      int now = get();
      if ((now & TAKEN) != 0) {
        return false;
      }
      if (compareAndSet(now, now | TAKEN)) {
        return true;
      }
    }
  }
}
