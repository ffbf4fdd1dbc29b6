package io.firstfin.record;

/**
 * Closes for which the kernel must be asked when their descriptor is released, by descriptor.
 * Lock-free; any thread.
 */
final class PendingCloses {
  private final OpenRecords records;

  PendingCloses(OpenRecords records) {
    this.records = records;
  }

  /** Keeps a close. It replaces what an earlier connection of the descriptor has left. */
  static void put(Closing close) {
    if (close.record != null) {
      close.record.pending = close;
    }
  }

  /** Whether there is a close of this descriptor; does not remove it. */
  boolean has(int descriptor, int owner) {
    return find(records.get(descriptor), owner) != null;
  }

  /** Removes the close of this descriptor and returns it; null when there is none. */
  Closing take(int descriptor, int owner) {
    OpenRecord record = records.get(descriptor);
    Closing found = find(record, owner);
    if (found == null || !found.take()) {
      return null;
    }
    // The descriptor is still open, so that no other connection has put a close here.
    record.pending = null;
    return found;
  }

  private static Closing find(OpenRecord record, int owner) {
    Closing found = record == null ? null : record.pending;
    return found != null && found.owner == owner ? found : null;
  }
}
