package io.firstfin.record;

import io.firstfin.kernel.KernelException;
import io.firstfin.kernel.Libc;
import io.firstfin.kernel.NativeMemory;
import io.firstfin.kernel.Retransmissions;
import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/** Asks through getsockopt(2) and ioctl(2) of the C library. */
final class LibcProbe implements SocketProbe {
  private static final int TCP_KEEPCNT = 6;
  private static final int TCP_USER_TIMEOUT = 18;
  private static final int TCP_RTO_MAX_MS = 44;
  private static final int SO_ERROR = 4;
  private static final int SO_LINGER = 13;
  private static final int SO_PEERNAME = 28;
  private static final int SO_MEMINFO = 55;

  /** The answer to SO_MEMINFO up to SK_MEMINFO_DROPS (include/uapi/linux/sock_diag.h). */
  private static final int MEMINFO_BYTES_TO_DROPS = 36;

  private static final int SOCKADDR_IN_BYTES = 16;
  private static final int SOCKADDR_IN6_BYTES = 28;

  private static final int LONGEST_TIMEOUT_MILLIS = 120_000;

  /**
   * A slot has the length of {@link #ask} at 0, the answer to any question at 8, and the length of
   * all other questions at 248. The first is written once: the kernel writes back the same number,
   * or the smaller one of what it knows.
   */
  private static final int SLOT = 256;

  private static final int ANSWER = TcpAnswer.STRUCT;
  private static final int LENGTH = 248 - ANSWER;
  private static final int SLOTS = 128;
  private static final long CLOSE_NANOS = 1_000_000_000L;

  /** On a machine that stood still for that time, the thread that asks needs some more. */
  private static final int CLOSE_TRIES = 1000;

  private static final long CLOSE_PAUSE_NANOS = 1_000_000;

  private final AtomicIntegerArray taken = new AtomicIntegerArray(SLOTS * 16);
  private final LocalAddresses locals = new LocalAddresses();
  private final NativeMemory block;
  private final long memory;
  private final ByteBuffer view;
  private final int retries = Retransmissions.limit();
  private volatile boolean closed;

  /** Not volatile: a thread that does not see it yet asks before its FIN. */
  private boolean tellsFinSent;

  LibcProbe() throws KernelException {
    block = new NativeMemory(SLOT * SLOTS);
    memory = block.address();
    view = block.bytes();
    for (int slot = 0; slot < SLOTS; slot++) {
      view.putInt(slot * SLOT, TcpInfoStruct.BYTES_WITH_WINDOW);
    }
  }

  private static int at(int slot) {
    return slot * SLOT + ANSWER;
  }

  @Override
  public TcpAnswer ask(int descriptor, FileDescriptor object) {
    int slot = take(descriptor);
    if (slot < 0) {
      return TcpAnswer.NONE;
    }
    try {
      long at = memory + slot * SLOT;
      if (Libc.getsockopt(descriptor, Libc.IPPROTO_TCP, Libc.TCP_INFO, at + TcpAnswer.STRUCT, at)
          != 0) {
        return TcpAnswer.NONE;
      }
      byte[] answer = new byte[TcpAnswer.BYTES];
      block.read(slot * SLOT, answer);
      TcpAnswer made = TcpAnswer.of(answer);
      if (!tellsFinSent && made.tellsFinSent()) {
        tellsFinSent = true;
      }
      return made;
    } finally {
      release(slot);
    }
  }

  @Override
  public long tlsBegun(int descriptor, FileDescriptor object) {
    int slot = take(descriptor);
    if (slot < 0) {
      return TlsTraffic.NONE;
    }
    try {
      int at = at(slot);
      long unread = Libc.ioctl(descriptor, Libc.SIOCINQ, memory + at) == 0 ? view.getInt(at) : 0;
      int length = tcpOption(descriptor, Libc.TCP_INFO, at, TcpInfoStruct.BYTES);
      return length < 0 ? TlsTraffic.NONE : TcpInfoStruct.tlsBegun(view, at, length, unread);
    } finally {
      release(slot);
    }
  }

  @Override
  public long tlsEnded(int descriptor, FileDescriptor object, long begun) {
    int slot = take(descriptor);
    if (slot < 0) {
      return TlsTraffic.NONE;
    }
    try {
      int at = at(slot);
      int length = tcpOption(descriptor, Libc.TCP_INFO, at, TcpInfoStruct.BYTES);
      return length < 0 ? TlsTraffic.NONE : TcpInfoStruct.tlsEnded(view, at, length, begun);
    } finally {
      release(slot);
    }
  }

  @Override
  public boolean wasReset(TcpAnswer answer, int descriptor, FileDescriptor object) {
    GiveUp end = answer.giveUp();
    if (end == null || !end.dependsOnOptions()) {
      return end != null;
    }
    int slot = take(descriptor);
    if (slot < 0) {
      return false;
    }
    try {
      int at = at(slot);
      end.retries = retries;
      end.userTimeout = tcpOptionOr(0, descriptor, TCP_USER_TIMEOUT, at);
      end.keepAliveProbes = tcpOptionOr(0, descriptor, TCP_KEEPCNT, at);
      end.longestTimeout = tcpOptionOr(LONGEST_TIMEOUT_MILLIS, descriptor, TCP_RTO_MAX_MS, at);
      return !end.isPossible();
    } finally {
      release(slot);
    }
  }

  private int tcpOptionOr(int otherwise, int descriptor, int name, int at) {
    return tcpOption(descriptor, name, at, 4) < 0 ? otherwise : view.getInt(at);
  }

  private int tcpOption(int descriptor, int name, int at, int length) {
    return option(descriptor, Libc.IPPROTO_TCP, name, at, length);
  }

  /** Reads an option's value to {@code at}, and returns its length; negative on failure. */
  private int option(int descriptor, int level, int name, int at, int length) {
    view.putInt(at + LENGTH, length);
    return Libc.getsockopt(descriptor, level, name, memory + at, memory + at + LENGTH) == 0
        ? view.getInt(at + LENGTH)
        : -1;
  }

  @Override
  public boolean tellsFinSent() {
    return tellsFinSent;
  }

  @Override
  public long unread(int descriptor, FileDescriptor object) {
    return queued(descriptor, Libc.SIOCINQ);
  }

  @Override
  public long unacknowledged(int descriptor) {
    return queued(descriptor, Libc.SIOCOUTQ);
  }

  private long queued(int descriptor, long which) {
    int slot = take(descriptor);
    if (slot < 0) {
      return NO_ANSWER;
    }
    try {
      int at = at(slot);
      return Libc.ioctl(descriptor, which, memory + at) == 0 ? view.getInt(at) : NO_ANSWER;
    } finally {
      release(slot);
    }
  }

  @Override
  public long linger(int descriptor, FileDescriptor object) {
    int slot = take(descriptor);
    if (slot < 0) {
      return NO_ANSWER;
    }
    try {
      int at = at(slot);
      view.putInt(at + LENGTH, 8);
      if (Libc.getsockopt(descriptor, Libc.SOL_SOCKET, SO_LINGER, memory + at, memory + at + LENGTH)
          != 0) {
        return NO_ANSWER;
      }
      return view.getInt(at) == 0 ? -2 : view.getInt(at + 4);
    } finally {
      release(slot);
    }
  }

  @Override
  public long error(int descriptor) {
    return lastInt(descriptor, SO_ERROR, 4);
  }

  @Override
  public long dropped(int descriptor) {
    return lastInt(descriptor, SO_MEMINFO, MEMINFO_BYTES_TO_DROPS);
  }

  /** The last of this many bytes of an option of the socket, as an unsigned int. */
  private long lastInt(int descriptor, int name, int bytes) {
    int slot = take(descriptor);
    if (slot < 0) {
      return NO_ANSWER;
    }
    try {
      int at = at(slot);
      return option(descriptor, Libc.SOL_SOCKET, name, at, bytes) < bytes
          ? NO_ANSWER
          : view.getInt(at + bytes - 4) & 0xffffffffL;
    } finally {
      release(slot);
    }
  }

  @Override
  public long cookie(int descriptor) {
    int slot = take(descriptor);
    if (slot < 0) {
      return 0;
    }
    try {
      int at = at(slot);
      view.putInt(at + LENGTH, 8);
      return Libc.getsockopt(
                  descriptor, Libc.SOL_SOCKET, Libc.SO_COOKIE, memory + at, memory + at + LENGTH)
              == 0
          ? view.getLong(at)
          : 0;
    } finally {
      release(slot);
    }
  }

  @Override
  public InetAddress localAddress(int descriptor, FileDescriptor object) {
    int slot = take(descriptor);
    if (slot < 0) {
      return null;
    }
    try {
      int at = at(slot);
      view.putInt(at + LENGTH, SOCKADDR_IN6_BYTES);
      return Libc.getsockname(descriptor, memory + at, memory + at + LENGTH) == 0
          ? locals.of(view, at)
          : null;
    } finally {
      release(slot);
    }
  }

  /**
   * SO_PEERNAME: sk_getsockopt (net/core/sock.c) asks for the peer with a flag that ignores the
   * state.
   */
  @Override
  public InetSocketAddress formerPeer(int descriptor) {
    int slot = take(descriptor);
    if (slot < 0) {
      return null;
    }
    try {
      int at = at(slot);
      // The kernel refuses a length above the address's own.
      return peerName(descriptor, at, SOCKADDR_IN6_BYTES)
              || peerName(descriptor, at, SOCKADDR_IN_BYTES)
          ? SocketAddressStruct.read(view, at)
          : null;
    } finally {
      release(slot);
    }
  }

  private boolean peerName(int descriptor, int at, int length) {
    return option(descriptor, Libc.SOL_SOCKET, SO_PEERNAME, at, length) >= 0;
  }

  /**
   * Answers nothing from now on, and frees its memory. False when a question has not ended within
   * some seconds; the memory and the calls are still in use then.
   */
  boolean close() {
    closed = true;
    long start = System.nanoTime();
    int tries = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      while (taken.get(slot * 16) != 0) {
        if (System.nanoTime() - start > CLOSE_NANOS && tries > CLOSE_TRIES) {
          return false;
        }
        LockSupport.parkNanos(this, CLOSE_PAUSE_NANOS);
        tries++;
      }
    }
    block.close();
    return true;
  }

  private int take(int descriptor) {
    // Two threads seldom ask about one descriptor. Its number is soon given to another connection,
    // for which the slot is still in the processor's cache.
    for (int i = 0; i < SLOTS; i++) {
      int slot = descriptor + i & SLOTS - 1;
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
