package io.firstfin.record;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** The open records, by descriptor. They are made in steps, and stay. Lock-free; any thread. */
final class OpenRecords {
  private static final int CHUNK = 1024;
  private static final int CHUNKS = 4096;

  /** The chunks that there are; decides which of two threads' chunks is used. */
  private final AtomicReferenceArray<Chunk> made = new AtomicReferenceArray<Chunk>(CHUNKS);

  /**
   * A copy of {@link #made} for the hot path. A thread that does not see a new chunk here looks
   * there.
   */
  private final Chunk[] chunks = new Chunk[CHUNKS];

  /** The record of a descriptor; null where none has ever been made. */
  OpenRecord get(int descriptor) {
    int number = descriptor / CHUNK;
    if (descriptor < 0 || number >= CHUNKS) {
      return null;
    }
    Chunk chunk = chunks[number];
    if (chunk == null) {
      chunk = made.get(number);
    }
    return chunk == null ? null : chunk.records[descriptor % CHUNK];
  }

  /** The same, but makes it where it is missing. Null for numbers that no process has. */
  OpenRecord getOrMake(int descriptor) {
    OpenRecord found = get(descriptor);
    if (found != null || descriptor < 0 || descriptor / CHUNK >= CHUNKS) {
      return found;
    }
    int number = descriptor / CHUNK;
    made.compareAndSet(number, null, new Chunk());
    Chunk chunk = made.get(number);
    chunks[number] = chunk;
    return chunk.records[descriptor % CHUNK];
  }

  /** Records of neighbouring descriptors. Safe to publish without a lock, as the field is final. */
  private static final class Chunk {
    final OpenRecord[] records = new OpenRecord[CHUNK];

    Chunk() {
      for (int i = 0; i < CHUNK; i++) {
        records[i] = new OpenRecord();
      }
    }
  }

  /** The nested classes that are initialised at their first use. */
  static Class<?>[] parts() {
    return new Class<?>[] {Chunk.class, OpenRecord.class};
  }
}
