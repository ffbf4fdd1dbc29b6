package io.firstfin.platform;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Throwables that are filled in again and again. One thread at a time uses each of them. They are
 * made at the start only, because JFR counts each call of a Throwable's constructor as an
 * exception. The spares belong to no thread, because virtual threads are many and a thread local
 * would outlive the agent. Never waits; any thread, and a thread that has one already can take
 * another.
 */
final class SpareThrowables {
  private static final int COUNT = 64;

  /** The distance of two spares in the array, so that threads do not share a cache line. */
  private static final int STRIDE = 16;

  private static final int PROBES = 4;

  private final AtomicReferenceArray<Spare> spares =
      new AtomicReferenceArray<Spare>(COUNT * STRIDE);

  SpareThrowables() {
    for (int place = 0; place < COUNT * STRIDE; place += STRIDE) {
      Spare spare = new Spare(place);
      // An object that has its identity hash is never biased towards a thread. JDK 8 and 11 would
      // need a safepoint to undo the bias.
      System.identityHashCode(spare);
      spare.setStackTrace(Spare.NO_FRAMES);
      spares.set(place, spare);
    }
  }

  /**
   * A spare, which the caller owns until {@link #put}; null when those that were tried are in use.
   *
   * @param hint always the same for one thread, so that threads seldom try the same spares
   */
  Spare take(int hint) {
    for (int probe = 0; probe < PROBES; probe++) {
      int place = (hint + probe & COUNT - 1) * STRIDE;
      if (spares.get(place) != null) {
        Spare spare = spares.getAndSet(place, null);
        if (spare != null) {
          return spare;
        }
      }
    }
    return null;
  }

  /** Gives a spare back. */
  void put(Spare spare) {
    spares.lazySet(spare.place, spare);
  }

  /** A Throwable that is never thrown. */
  @SuppressWarnings("serial")
  static final class Spare extends Throwable {
    static final StackTraceElement[] NO_FRAMES = {};

    private final int place;

    private Spare(int place) {
      this.place = place;
    }
  }
}
