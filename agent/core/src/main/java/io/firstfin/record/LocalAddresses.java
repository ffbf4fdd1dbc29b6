package io.firstfin.record;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The few addresses of this host that its connections have, as objects that are made once. Where
 * more are in use than have room, some are made again. Lock-free; any thread.
 */
final class LocalAddresses {
  private static final int SLOTS = 64;

  private final AtomicReferenceArray<Entry> entries = new AtomicReferenceArray<Entry>(SLOTS);

  /** The address of the struct sockaddr at {@code at}; IPv4 where IPv6 only wraps it. */
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
