package io.firstfin.jfr;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The events of connections that are open, by descriptor. They are begun at the opening, so that
 * they last as long as the connection. Lock-free; any thread.
 */
final class OpenEvents {
  private static final int CHUNK = 1024;
  private static final int CHUNKS = 4096;

  private final AtomicReferenceArray<AtomicReferenceArray<ConnectionClosed>> chunks =
      new AtomicReferenceArray<AtomicReferenceArray<ConnectionClosed>>(CHUNKS);

  /** Keeps an event in the place of one that a former connection of the descriptor has left. */
  void put(int descriptor, ConnectionClosed begun) {
    if (descriptor < 0 || descriptor / CHUNK >= CHUNKS) {
      return;
    }
    int chunk = descriptor / CHUNK;
    if (chunks.get(chunk) == null) {
      chunks.compareAndSet(chunk, null, new AtomicReferenceArray<ConnectionClosed>(CHUNK));
    }
    chunks.get(chunk).set(descriptor % CHUNK, begun);
  }

  /**
   * Returns the event of the connection that was opened at that time, and of no other; null when
   * there is none.
   */
  ConnectionClosed take(int descriptor, long openedNanos) {
    AtomicReferenceArray<ConnectionClosed> chunk =
        descriptor < 0 || descriptor / CHUNK >= CHUNKS ? null : chunks.get(descriptor / CHUNK);
    ConnectionClosed begun = chunk == null ? null : chunk.get(descriptor % CHUNK);
    return begun != null
            && begun.openedNanos == openedNanos
            && chunk.compareAndSet(descriptor % CHUNK, begun, null)
        ? begun
        : null;
  }
}
