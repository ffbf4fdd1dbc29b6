package io.firstfin.record;

/**
 * Closes for which the kernel must be asked when their descriptor is released, by descriptor.
 * Lock-free; any thread.
 */
final class PendingCloses {
  private final DescriptorTable<Closing> closes = new DescriptorTable<Closing>();

  /** Keeps a close. It replaces what an earlier connection of the descriptor has left. */
  void put(Closing close) {
    closes.put(close.descriptor, close);
  }

  /** Whether there is a close of this descriptor; does not remove it. */
  boolean has(int descriptor, int owner) {
    return find(descriptor, owner) != null;
  }

  /** Removes the close of this descriptor and returns it; null when there is none. */
  Closing take(int descriptor, int owner) {
    Closing found = find(descriptor, owner);
    return found != null && closes.remove(descriptor, found) ? found : null;
  }

  private Closing find(int descriptor, int owner) {
    Closing found = closes.get(descriptor);
    return found != null && found.owner == owner ? found : null;
  }
}
