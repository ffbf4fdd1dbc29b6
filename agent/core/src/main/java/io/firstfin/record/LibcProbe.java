package io.firstfin.record;

import io.firstfin.kernel.KernelException;
import io.firstfin.kernel.Libc;
import io.firstfin.kernel.NativeMemory;
import io.firstfin.kernel.Retransmissions;
import io.firstfin.vocabulary.TcpState;
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
  private static final int TCP_KEEPCNT = 6;
  private static final int TCP_USER_TIMEOUT = 18;
  private static final int TCP_RTO_MAX_MS = 44;
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
  private static final int RETRANSMISSION_TIMEOUT = 8;
  private static final int LAST_DATA_SENT = 44;
  private static final int LAST_DATA_RECEIVED = 52;
  private static final int LAST_ACK_RECEIVED = 56;
  private static final int BYTES_ACKED = 120;
  private static final int BYTES_RECEIVED = 128;
  private static final int BYTES_NOT_SENT = 144;
  private static final int DATA_SEGMENTS_IN = 152;
  private static final int DATA_SEGMENTS_OUT = 156;
  private static final int BYTES_SENT = 200;
  private static final int BYTES_RETRANSMITTED = 208;
  private static final int SEND_WINDOW = 228;

  /** Up to the data segments, which Linux 4.6 added; without them only the state is taken. */
  private static final int LEAST_BYTES = 160;

  /** Up to the bytes sent again, which Linux 4.19 added. */
  private static final int TCP_INFO_BYTES = 216;

  /** Up to the peer's window, which Linux 5.4 added. */
  private static final int WINDOW_BYTES = 232;

  private static final int LONGEST_TIMEOUT_MILLIS = 120_000;

  /**
   * Who closes a connection that has ended can say farewell all the same, and uses nothing: a TLS
   * close_notify (24 to 69 bytes by the usual ciphers), an HTTP/2 GOAWAY (17 and TLS's), a
   * database's quit (5). Requests are mostly longer: HTTP's hardly ever shorter.
   */
  private static final int LONGEST_FAREWELL = 80;

  /** Data segments out for one in: a large request has as many. */
  private static final int ONE_WAY_SEGMENTS = 16;

  private static final long JUST_BEFORE_MILLIS = 1000;

  private static final int LENGTH = 240;
  private static final int SLOT = 256;
  private static final int SLOTS = 128;
  private static final long CLOSE_NANOS = 1_000_000_000L;

  private final AtomicIntegerArray taken = new AtomicIntegerArray(SLOTS * 16);
  private final NativeMemory block;
  private final long memory;
  private final ByteBuffer view;
  private final int retries = Retransmissions.limit();
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
      return answer(at, view.getInt(at + LENGTH));
    } finally {
      release(slot);
    }
  }

  private long answer(int at, int length) {
    int retransmits = view.get(at + RETRANSMITS) & 0xff;
    long flags = (retransmits | view.get(at + PROBES)) == 0 ? 0 : TcpInfo.UNANSWERED;
    int state = view.get(at) & 0xff;
    if (length < LEAST_BYTES) {
      return TcpInfo.pack(state, flags, -1, -1, -1, -1, -1);
    }
    long in = unsigned(at + DATA_SEGMENTS_IN);
    long out = unsigned(at + DATA_SEGMENTS_OUT);
    long arrived = view.getLong(at + BYTES_RECEIVED);
    long bytes = -1;
    if (length >= TCP_INFO_BYTES) {
      long left = view.getLong(at + BYTES_SENT) - view.getLong(at + BYTES_RETRANSMITTED);
      // A client's SYN counts as a byte that was acknowledged.
      long unacknowledged = left - view.getLong(at + BYTES_ACKED);
      flags |= unacknowledged > 0 ? TcpInfo.UNACKNOWLEDGED : 0;
      boolean sentAgain = retransmits > 0 && !hasPeersFin(state);
      if (unacknowledged > 0 && unacknowledged <= LONGEST_FAREWELL && !sentAgain) {
        flags |= TcpInfo.MAYBE_FAREWELL;
      }
      // The peer's FIN counts as a byte that arrived.
      bytes = left + (in == 0 ? 0 : arrived - (hasPeersFin(state) ? 1 : 0));
    }
    flags |= arrived == 0 ? TcpInfo.NOTHING_RECEIVED : 0;
    // Of a direction without data the kernel tells the time of the handshake, or none.
    long sent = out == 0 ? -1 : unsigned(at + LAST_DATA_SENT);
    long received = in == 0 ? -1 : unsigned(at + LAST_DATA_RECEIVED);
    if (sent >= 0 && retransmits > 0) {
      // It doubles with each retransmission, so that all intervals so far are its sum but the
      // first.
      long timeout = unsigned(at + RETRANSMISSION_TIMEOUT) / 1000;
      sent += timeout - (timeout >> Math.min(retransmits, 63));
    }
    long acknowledging = unsigned(at + LAST_ACK_RECEIVED);
    if (out > ONE_WAY_SEGMENTS * in && Math.abs(acknowledging - sent) < JUST_BEFORE_MILLIS) {
      flags |= TcpInfo.ONE_WAY;
    }
    boolean lost = (flags & TcpInfo.UNACKNOWLEDGED) != 0;
    return TcpInfo.pack(
        state,
        flags,
        Math.min(in, out),
        sent,
        received,
        quiet(lost ? -1 : sent, received, acknowledging),
        bytes);
  }

  private static boolean hasPeersFin(int state) {
    return state == TcpState.CLOSE_WAIT.number()
        || state == TcpState.LAST_ACK.number()
        || state == TcpState.CLOSING.number();
  }

  /**
   * From the last data to the last acknowledgement; -1 when there was none. All are ages. Data that
   * arrives acknowledges, so that none is younger; data that was sent can be.
   */
  private static long quiet(long sent, long received, long acknowledging) {
    long sinceReceived = received < 0 ? -1 : Math.max(received - acknowledging, 0);
    if (sent < acknowledging) {
      return sinceReceived;
    }
    long sinceSent = sent - acknowledging;
    return sinceReceived < 0 ? sinceSent : Math.min(sinceReceived, sinceSent);
  }

  @Override
  public boolean wasReset(int descriptor, FileDescriptor object) {
    int slot = take();
    if (slot < 0) {
      return false;
    }
    try {
      int at = slot * SLOT;
      int length = optionLength(descriptor, TCP_INFO, at, WINDOW_BYTES);
      return length >= LEAST_BYTES && !giveUp(descriptor, at, length).isPossible();
    } finally {
      release(slot);
    }
  }

  /** From a struct tcp_info at {@code at}, which further answers then replace. */
  private GiveUp giveUp(int descriptor, int at, int length) {
    GiveUp end = new GiveUp();
    end.retransmits = view.get(at + RETRANSMITS) & 0xff;
    end.probes = view.get(at + PROBES) & 0xff;
    end.retransmissionTimeout = unsigned(at + RETRANSMISSION_TIMEOUT) / 1000;
    end.quiet = Math.min(unsigned(at + LAST_DATA_RECEIVED), unsigned(at + LAST_ACK_RECEIVED));
    end.unsent = view.getInt(at + BYTES_NOT_SENT) != 0;
    end.inFlight =
        length >= TCP_INFO_BYTES
            && view.getLong(at + BYTES_SENT) - view.getLong(at + BYTES_RETRANSMITTED)
                > view.getLong(at + BYTES_ACKED);
    end.windowShut = length < WINDOW_BYTES || view.getInt(at + SEND_WINDOW) == 0;
    end.retries = retries;
    end.userTimeout = option(descriptor, TCP_USER_TIMEOUT, at, 0);
    end.keepAliveProbes = option(descriptor, TCP_KEEPCNT, at, 0);
    end.longestTimeout = option(descriptor, TCP_RTO_MAX_MS, at, LONGEST_TIMEOUT_MILLIS);
    return end;
  }

  private int option(int descriptor, int name, int at, int otherwise) {
    return optionLength(descriptor, name, at, 4) < 0 ? otherwise : view.getInt(at);
  }

  /** The length of an option's value, which is then at {@code at}; negative on failure. */
  private int optionLength(int descriptor, int name, int at, int length) {
    view.putInt(at + LENGTH, length);
    return Libc.getsockopt(descriptor, IPPROTO_TCP, name, memory + at, memory + at + LENGTH) == 0
        ? view.getInt(at + LENGTH)
        : -1;
  }

  private long unsigned(int at) {
    return view.getInt(at) & 0xffffffffL;
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
    // Any spread will do. Thread.getId() can be the application's own method.
    int start = (int) (System.nanoTime() >>> 6);
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
