package io.firstfin.record;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Caches the local addresses of connections, of which a host has few, so that their objects are
 * made once. When more addresses are in use than there is room for, some objects are made again.
 * Lock-free; any thread.
 */
final class LocalAddresses {
  private static final int SLOTS = 64;

  private final AtomicReferenceArray<Entry> entries = new AtomicReferenceArray<Entry>(SLOTS);

  /** The address in the struct sockaddr at {@code at}; an IPv4-mapped address becomes IPv4. */
  InetAddress of(ByteBuffer view, int at) {
    long high = SocketAddressStruct.high(view, at);
    long low = SocketAddressStruct.low(view, at);
    long mixed = (high ^ low) * 0x9e3779b97f4a7c15L;
    int slot = (int) (mixed >>> 58);
    Entry known = entries.get(slot);
    if (known != null && known.high == high && known.low == low) {
      return known.address;
    }
    Entry made = new Entry(high, low, SocketAddressStruct.address(view, at));
    entries.lazySet(slot, made);
    return made.address;
  }

  private static final class Entry {
    final long high;
    final long low;
    final InetAddress address;

    Entry(long high, long low, InetAddress address) {
      this.high = high;
      this.low = low;
      this.address = address;
    }
  }
}
