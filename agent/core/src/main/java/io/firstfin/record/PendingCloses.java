package io.firstfin.record;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Closes for which the kernel must be asked when their descriptor is released, by descriptor.
 * Lock-free; any thread.
 */
final class PendingCloses {
  private static final int CHUNK = 1024;
  private static final int CHUNKS = 4096;

  private final AtomicReferenceArray<AtomicReferenceArray<Closing>> chunks =
      new AtomicReferenceArray<AtomicReferenceArray<Closing>>(CHUNKS);

  /** Keeps a close. It replaces what an earlier connection of the descriptor has left. */
  void put(Closing close) {
    AtomicReferenceArray<Closing> chunk = existing(close.descriptor);
    if (chunk == null) {
      int number = close.descriptor / CHUNK;
      if (number >= CHUNKS) {
        return;
      }
      chunks.compareAndSet(number, null, new AtomicReferenceArray<Closing>(CHUNK));
      chunk = chunks.get(number);
    }
    chunk.set(close.descriptor % CHUNK, close);
  }

  /** Whether there is a close of this descriptor; does not remove it. */
  boolean has(int descriptor, int owner) {
    return find(descriptor, owner) != null;
  }

  /** Removes the close of this descriptor and returns it; null when there is none. */
  Closing take(int descriptor, int owner) {
    Closing found = find(descriptor, owner);
    return found != null && existing(descriptor).compareAndSet(descriptor % CHUNK, found, null)
        ? found
        : null;
  }

  private Closing find(int descriptor, int owner) {
    AtomicReferenceArray<Closing> chunk = existing(descriptor);
    Closing found = chunk == null ? null : chunk.get(descriptor % CHUNK);
    return found != null && found.owner == owner ? found : null;
  }

  private AtomicReferenceArray<Closing> existing(int descriptor) {
    int chunk = descriptor / CHUNK;
    return descriptor < 0 || chunk >= CHUNKS ? null : chunks.get(chunk);
  }
}
