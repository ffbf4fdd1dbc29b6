package io.firstfin.kernel;

import io.firstfin.vocabulary.TcpState;
import java.nio.ByteBuffer;

/**
 * Parses the datagrams of one inet_diag dump (include/uapi/linux/netlink.h, inet_diag.h). It needs
 * only the bytes, so that captured answers can be parsed on any machine with the same byte order.
 * Every length is checked before it is used, and is at least that of a header, so that parsing
 * always ends.
 */
final class InetDiagParser {
  static final int TCPDIAG_GETSOCK = 18;
  static final int SOCK_DIAG_BY_FAMILY = 20;

  private static final int NLMSG_NOOP = 1;
  private static final int NLMSG_ERROR = 2;
  private static final int NLMSG_DONE = 3;
  private static final int NLMSG_OVERRUN = 4;
  private static final int NLM_F_DUMP_INTR = 0x10;
  private static final int HEADER = 16;
  private static final int INET_DIAG_MSG = 72;
  private static final int ATTRIBUTE_HEADER = 4;

  private final int stateMask;
  private final SocketVisitor visitor;
  private final LongSet cookies;
  private final DatagramCopy copy;
  private final View view;
  private int seen;
  private int repeated;
  private boolean interrupted;

  /**
   * @param cookies the cookies of the sockets that were visited in this pass; the parser adds to it
   * @param copy where each datagram is copied to
   */
  InetDiagParser(int stateMask, SocketVisitor visitor, LongSet cookies, DatagramCopy copy) {
    this.stateMask = stateMask;
    this.visitor = visitor;
    this.cookies = cookies;
    this.copy = copy;
    view = new View(copy);
  }

  int seen() {
    return seen;
  }

  int repeated() {
    return repeated;
  }

  /** Whether the kernel marked a message of this pass as inconsistent (NLM_F_DUMP_INTR). */
  boolean interrupted() {
    return interrupted;
  }

  /**
   * Visits the sockets of one datagram.
   *
   * @param datagram bytes in native order, read from index 0
   * @param length the datagram's length, at most the buffer's capacity
   * @param type the message type of the request, which the answers repeat
   * @return whether the dump has ended
   * @throws KernelException when the datagram has an error message of the kernel, or is malformed
   */
  boolean parse(ByteBuffer datagram, int length, int type, int sequence) throws KernelException {
    if (length < HEADER || length > datagram.capacity()) {
      throw malformed("datagram of " + length + " bytes", 0);
    }
    copy.take(datagram, length);
    announce(length);
    int at = 0;
    while (at < length) {
      int rest = length - at;
      if (rest < HEADER) {
        throw malformed(rest + " bytes left over", at);
      }
      int messageLength = copy.int32(at);
      if (messageLength < HEADER || messageLength > rest) {
        throw malformed("message length " + messageLength + " with " + rest + " bytes left", at);
      }
      if (copy.int32(at + 8) != sequence) {
        throw malformed("sequence " + copy.int32(at + 8) + " instead of " + sequence, at);
      }
      int messageType = copy.first16(at + 4);
      interrupted |= (copy.last16(at + 4) & NLM_F_DUMP_INTR) != 0;
      int next = at + (messageLength + 3 & ~3);
      if (messageType == type) {
        socket(at + HEADER, at + messageLength);
      } else if (messageType == NLMSG_DONE) {
        done(at, messageLength);
        if (next < length) {
          throw malformed(length - next + " bytes after the end of the dump", next);
        }
        return true;
      } else {
        control(at, messageLength, messageType);
      }
      at = next;
    }
    return false;
  }

  /** Leaves what is malformed to {@link #parse}. */
  private void announce(int length) {
    int at = 0;
    while (at <= length - HEADER - INET_DIAG_MSG) {
      int messageLength = copy.int32(at);
      if (messageLength < HEADER + INET_DIAG_MSG || messageLength > length - at) {
        return;
      }
      if (copy.int32(at + HEADER + View.INODE) == 0) {
        visitor.expect(cookie(at + HEADER));
      }
      at += messageLength + 3 & ~3;
    }
  }

  private void done(int at, int messageLength) throws KernelException {
    int result = messageLength >= HEADER + 4 ? copy.int32(at + HEADER) : 0;
    if (result < 0) {
      throw new KernelRefusal(-result);
    }
  }

  private void control(int at, int messageLength, int messageType) throws KernelException {
    switch (messageType) {
      case NLMSG_NOOP:
        return;
      case NLMSG_ERROR:
        if (messageLength < HEADER + 4) {
          throw malformed("error message of " + messageLength + " bytes", at);
        }
        throw new KernelRefusal(-copy.int32(at + HEADER));
      case NLMSG_OVERRUN:
        throw new KernelException("sock_diag: the kernel reports lost data (NLMSG_OVERRUN)");
      default:
        throw malformed("message type " + messageType, at);
    }
  }

  private void socket(int start, int end) throws KernelException {
    if (end - start < INET_DIAG_MSG) {
      throw malformed("socket of " + (end - start) + " bytes", start);
    }
    int attribute = start + INET_DIAG_MSG;
    while (attribute < end) {
      int length = end - attribute < ATTRIBUTE_HEADER ? 0 : copy.first16(attribute);
      if (length < ATTRIBUTE_HEADER || length > end - attribute) {
        throw malformed("attribute length " + length, attribute);
      }
      attribute += length + 3 & ~3;
    }
    int family = copy.byte8(start);
    if (family != View.AF_INET && family != View.AF_INET6) {
      throw malformed("address family " + family, start);
    }
    int number = copy.byte8(start + 1);
    TcpState state = TcpState.of(number);
    if (state == null) {
      throw malformed("state " + number, start);
    }
    // The kernel filters before it fills the message in; the state of a live socket may have
    // changed in between.
    if ((state.bit() & stateMask) == 0) {
      return;
    }
    long cookie = cookie(start);
    if (cookie != 0 && !cookies.add(cookie)) {
      repeated++;
      return;
    }
    seen++;
    view.start = start;
    view.state = state;
    visitor.visit(view);
  }

  /** The kernel's idiag_cookie: two words, the lower one first on any machine. */
  private long cookie(int start) {
    return View.cookie(copy, start);
  }

  private static KernelException malformed(String what, int at) {
    return new KernelException("sock_diag: malformed answer: " + what + " at byte " + at);
  }

  /** The kernel has refused a dump with this errno. */
  static final class KernelRefusal extends KernelException {
    private static final long serialVersionUID = 1L;
    final int errno;

    KernelRefusal(int errno) {
      super("sock_diag: the kernel refuses the dump: " + Errno.describe(errno));
      this.errno = errno;
    }
  }

  private static final class View implements KernelSocket {
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int COOKIE = 44;

    /** The local port and then the remote one. */
    private static final int PORTS = 4;

    private static final int LOCAL = 8;
    private static final int REMOTE = 24;
    private static final int RECEIVE_QUEUE = 56;
    private static final int SEND_QUEUE = 60;
    static final int INODE = 68;

    private final DatagramCopy copy;
    private int start;
    private TcpState state;

    View(DatagramCopy copy) {
      this.copy = copy;
    }

    @Override
    public TcpState state() {
      return state;
    }

    @Override
    public long cookie() {
      return cookie(copy, start);
    }

    static long cookie(DatagramCopy copy, int start) {
      return copy.int32(start + COOKIE) & 0xffffffffL | (long) copy.int32(start + COOKIE + 4) << 32;
    }

    @Override
    public long localHigh() {
      return high(LOCAL);
    }

    @Override
    public long localLow() {
      return low(LOCAL);
    }

    @Override
    public long remoteHigh() {
      return high(REMOTE);
    }

    @Override
    public long remoteLow() {
      return low(REMOTE);
    }

    private long high(int address) {
      return isIpv4() ? 0 : copy.network64(start + address);
    }

    private long low(int address) {
      return isIpv4()
          ? SocketAddresses.ipv4Low(copy.network32(start + address))
          : copy.network64(start + address + 8);
    }

    private boolean isIpv4() {
      return copy.byte8(start) == AF_INET;
    }

    @Override
    public int localPort() {
      return copy.network32(start + PORTS) >>> 16;
    }

    @Override
    public int remotePort() {
      return copy.network32(start + PORTS) & 0xffff;
    }

    @Override
    public int receiveQueue() {
      return copy.int32(start + RECEIVE_QUEUE);
    }

    @Override
    public int acceptLimit() {
      return state == TcpState.LISTEN ? copy.int32(start + SEND_QUEUE) : -1;
    }

    @Override
    public long inode() {
      return copy.int32(start + INODE) & 0xffffffffL;
    }
  }
}
