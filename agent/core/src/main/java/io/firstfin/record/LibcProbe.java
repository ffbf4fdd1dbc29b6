package io.firstfin.record;

import io.firstfin.kernel.KernelException;
import io.firstfin.kernel.Libc;
import io.firstfin.kernel.NativeMemory;
import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Asks through getsockopt(2) and ioctl(2) of the C library. */
final class LibcProbe implements SocketProbe {
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_INFO = 11;
  private static final int SOL_SOCKET = 1;
  private static final int SO_LINGER = 13;
  private static final int SO_PEERNAME = 28;
  private static final int SO_COOKIE = 57;
  private static final long SIOCINQ = 0x541b;

  private static final int AF_INET6 = 10;
  private static final int SOCKADDR_IN_BYTES = 16;
  private static final int SOCKADDR_IN6_BYTES = 28;

  // struct tcp_info, include/uapi/linux/tcp.h
  private static final int RETRANSMITS = 2;
  private static final int PROBES = 3;
  private static final int BYTES_RECEIVED = 128;
  private static final int DATA_SEGMENTS_IN = 152;
  private static final int DATA_SEGMENTS_OUT = 156;
  private static final int TCP_INFO_BYTES = 160;

  private static final int LENGTH = 240;
  private static final int SLOT = 256;
  private static final int SLOTS = 128;
  private static final long CLOSE_NANOS = 1_000_000_000L;

  private final AtomicIntegerArray taken = new AtomicIntegerArray(SLOTS * 16);
  private final NativeMemory block;
  private final long memory;
  private final ByteBuffer view;
  private volatile boolean closed;

  LibcProbe() throws KernelException {
    block = new NativeMemory(SLOT * SLOTS);
    memory = block.address();
    view = block.bytes();
  }

  @Override
  public long tcpInfo(int descriptor, FileDescriptor object) {
    int slot = take();
    if (slot < 0) {
      return NO_ANSWER;
    }
    try {
      int at = slot * SLOT;
      view.putInt(at + LENGTH, TCP_INFO_BYTES);
      if (Libc.getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, memory + at, memory + at + LENGTH)
          != 0) {
        return NO_ANSWER;
      }
      long state = view.get(at) & 0xff;
      if ((view.get(at + RETRANSMITS) | view.get(at + PROBES)) != 0) {
        state |= UNANSWERED;
      }
      if (view.getInt(at + LENGTH) < TCP_INFO_BYTES) {
        return state | 0xffff00;
      }
      long in = view.getInt(at + DATA_SEGMENTS_IN) & 0xffffffffL;
      long out = view.getInt(at + DATA_SEGMENTS_OUT) & 0xffffffffL;
      long received = view.getLong(at + BYTES_RECEIVED) == 0 ? NOTHING_RECEIVED : 0;
      return state | Math.min(Math.min(in, out), 0xfffe) << 8 | received;
    } finally {
      release(slot);
    }
  }

  @Override
  public long unread(int descriptor, FileDescriptor object) {
    int slot = take();
    if (slot < 0) {
      return NO_ANSWER;
    }
    try {
      int at = slot * SLOT;
      return Libc.ioctl(descriptor, SIOCINQ, memory + at) == 0 ? view.getInt(at) : NO_ANSWER;
    } finally {
      release(slot);
    }
  }

  @Override
  public long linger(int descriptor, FileDescriptor object) {
    int slot = take();
    if (slot < 0) {
      return NO_ANSWER;
    }
    try {
      int at = slot * SLOT;
      view.putInt(at + LENGTH, 8);
      if (Libc.getsockopt(descriptor, SOL_SOCKET, SO_LINGER, memory + at, memory + at + LENGTH)
          != 0) {
        return NO_ANSWER;
      }
      return view.getInt(at) == 0 ? -2 : view.getInt(at + 4);
    } finally {
      release(slot);
    }
  }

  @Override
  public long cookie(int descriptor) {
    int slot = take();
    if (slot < 0) {
      return 0;
    }
    try {
      int at = slot * SLOT;
      view.putInt(at + LENGTH, 8);
      return Libc.getsockopt(descriptor, SOL_SOCKET, SO_COOKIE, memory + at, memory + at + LENGTH)
              == 0
          ? view.getLong(at)
          : 0;
    } finally {
      release(slot);
    }
  }

  /** net/core/sock.c, sk_getsockopt: it asks for the peer with a flag that ignores the state. */
  @Override
  public InetSocketAddress formerPeer(int descriptor) {
    int slot = take();
    if (slot < 0) {
      return null;
    }
    try {
      int at = slot * SLOT;
      // The kernel refuses a length above the address's own.
      return peerName(descriptor, at, SOCKADDR_IN6_BYTES)
              || peerName(descriptor, at, SOCKADDR_IN_BYTES)
          ? address(at)
          : null;
    } finally {
      release(slot);
    }
  }

  private boolean peerName(int descriptor, int at, int length) {
    view.putInt(at + LENGTH, length);
    return Libc.getsockopt(descriptor, SOL_SOCKET, SO_PEERNAME, memory + at, memory + at + LENGTH)
        == 0;
  }

  /** From struct sockaddr_in or sockaddr_in6, whose ports and addresses are big-endian. */
  private InetSocketAddress address(int at) {
    boolean ipv6 = view.getShort(at) == AF_INET6;
    byte[] bytes = new byte[ipv6 ? 16 : 4];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = view.get(at + (ipv6 ? 8 : 4) + i);
    }
    int port = (view.get(at + 2) & 0xff) << 8 | view.get(at + 3) & 0xff;
    try {
      return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Answers nothing from now on, and frees its memory; false when a question has not come to its
   * end within a second, and the memory and the calls are still in use.
   */
  boolean close() {
    closed = true;
    long start = System.nanoTime();
    for (int slot = 0; slot < SLOTS; slot++) {
      while (taken.get(slot * 16) != 0) {
        if (System.nanoTime() - start > CLOSE_NANOS) {
          return false;
        }
        Thread.yield();
      }
    }
    block.close();
    return true;
  }

  private int take() {
    int start = (int) Thread.currentThread().getId();
    for (int i = 0; i < SLOTS; i++) {
      int slot = start + i & SLOTS - 1;
      // Sixteen ints apart, so that two threads' slots share no cache line.
      if (taken.compareAndSet(slot * 16, 0, 1)) {
        if (closed) {
          release(slot);
          return -1;
        }
        return slot;
      }
    }
    return -1;
  }

  private void release(int slot) {
    taken.lazySet(slot * 16, 0);
  }
}
