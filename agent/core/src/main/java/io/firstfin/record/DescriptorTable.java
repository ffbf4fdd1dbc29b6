package io.firstfin.record;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** One object for each descriptor that has one. It grows in steps. Lock-free; any thread. */
public final class DescriptorTable<T> {
  private static final int CHUNK = 1024;
  private static final int CHUNKS = 4096;

  private final AtomicReferenceArray<AtomicReferenceArray<T>> chunks =
      new AtomicReferenceArray<AtomicReferenceArray<T>>(CHUNKS);

  /** Null when the descriptor has no object, or is negative. */
  public T get(int descriptor) {
    AtomicReferenceArray<T> chunk = existing(descriptor);
    return chunk == null ? null : chunk.get(descriptor % CHUNK);
  }

  /** Replaces the object of a descriptor; a negative one, or one above four million, has none. */
  public void put(int descriptor, T object) {
    int number = descriptor / CHUNK;
    if (descriptor < 0 || number >= CHUNKS) {
      return;
    }
    if (chunks.get(number) == null) {
      chunks.compareAndSet(number, null, new AtomicReferenceArray<T>(CHUNK));
    }
    chunks.get(number).set(descriptor % CHUNK, object);
  }

  /** Removes exactly this object, which {@link #get} has returned; false when it is gone. */
  public boolean remove(int descriptor, T object) {
    return existing(descriptor).compareAndSet(descriptor % CHUNK, object, null);
  }

  private AtomicReferenceArray<T> existing(int descriptor) {
    int chunk = descriptor / CHUNK;
    return descriptor < 0 || chunk >= CHUNKS ? null : chunks.get(chunk);
  }
}
