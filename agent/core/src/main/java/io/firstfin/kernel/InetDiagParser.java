package io.firstfin.kernel;

import io.firstfin.vocabulary.TcpState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

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

  private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private final int stateMask;
  private final SocketVisitor visitor;
  private final LongSet cookies;
  private final View view = new View();
  private int seen;
  private int repeated;
  private boolean interrupted;

  /**
   * @param cookies the cookies of the sockets that were visited in this pass; the parser adds to it
   */
  InetDiagParser(int stateMask, SocketVisitor visitor, LongSet cookies) {
    this.stateMask = stateMask;
    this.visitor = visitor;
    this.cookies = cookies;
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
    announce(datagram, length);
    int at = 0;
    while (at < length) {
      int rest = length - at;
      if (rest < HEADER) {
        throw malformed(rest + " bytes left over", at);
      }
      int messageLength = datagram.getInt(at);
      if (messageLength < HEADER || messageLength > rest) {
        throw malformed("message length " + messageLength + " with " + rest + " bytes left", at);
      }
      if (datagram.getInt(at + 8) != sequence) {
        throw malformed("sequence " + datagram.getInt(at + 8) + " instead of " + sequence, at);
      }
      int typeAndFlags = datagram.getInt(at + 4);
      int messageType = (LITTLE_ENDIAN ? typeAndFlags : typeAndFlags >>> 16) & 0xffff;
      int flags = (LITTLE_ENDIAN ? typeAndFlags >>> 16 : typeAndFlags) & 0xffff;
      interrupted |= (flags & NLM_F_DUMP_INTR) != 0;
      int next = at + (messageLength + 3 & ~3);
      if (messageType == type) {
        socket(datagram, at + HEADER, at + messageLength);
      } else if (messageType == NLMSG_DONE) {
        done(datagram, at, messageLength);
        if (next < length) {
          throw malformed(length - next + " bytes after the end of the dump", next);
        }
        return true;
      } else {
        control(datagram, at, messageLength, messageType);
      }
      at = next;
    }
    return false;
  }

  /** Leaves what is malformed to {@link #parse}. */
  private void announce(ByteBuffer datagram, int length) {
    int at = 0;
    while (at <= length - HEADER - INET_DIAG_MSG) {
      int messageLength = datagram.getInt(at);
      if (messageLength < HEADER + INET_DIAG_MSG || messageLength > length - at) {
        return;
      }
      if (datagram.getInt(at + HEADER + View.INODE) == 0) {
        visitor.expect(View.cookie(datagram, at + HEADER));
      }
      at += messageLength + 3 & ~3;
    }
  }

  private static void done(ByteBuffer datagram, int at, int messageLength) throws KernelException {
    int result = messageLength >= HEADER + 4 ? datagram.getInt(at + HEADER) : 0;
    if (result < 0) {
      throw new KernelRefusal(-result);
    }
  }

  private static void control(ByteBuffer datagram, int at, int messageLength, int messageType)
      throws KernelException {
    switch (messageType) {
      case NLMSG_NOOP:
        return;
      case NLMSG_ERROR:
        if (messageLength < HEADER + 4) {
          throw malformed("error message of " + messageLength + " bytes", at);
        }
        throw new KernelRefusal(-datagram.getInt(at + HEADER));
      case NLMSG_OVERRUN:
        throw new KernelException("sock_diag: the kernel reports lost data (NLMSG_OVERRUN)");
      default:
        throw malformed("message type " + messageType, at);
    }
  }

  private void socket(ByteBuffer datagram, int start, int end) throws KernelException {
    if (end - start < INET_DIAG_MSG) {
      throw malformed("socket of " + (end - start) + " bytes", start);
    }
    int attribute = start + INET_DIAG_MSG;
    while (attribute < end) {
      int length = end - attribute < ATTRIBUTE_HEADER ? 0 : datagram.getShort(attribute) & 0xffff;
      if (length < ATTRIBUTE_HEADER || length > end - attribute) {
        throw malformed("attribute length " + length, attribute);
      }
      attribute += length + 3 & ~3;
    }
    int family = datagram.get(start);
    if (family != View.AF_INET && family != View.AF_INET6) {
      throw malformed("address family " + (family & 0xff), start);
    }
    TcpState state = TcpState.of(datagram.get(start + 1));
    if (state == null) {
      throw malformed("state " + (datagram.get(start + 1) & 0xff), start);
    }
    // The kernel filters before it fills the message in; the state of a live socket may have
    // changed in between.
    if ((state.bit() & stateMask) == 0) {
      return;
    }
    long cookie = datagram.getLong(start + View.COOKIE);
    if (cookie != 0 && !cookies.add(cookie)) {
      repeated++;
      return;
    }
    seen++;
    view.bytes = datagram;
    view.start = start;
    view.state = state;
    visitor.visit(view);
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

    private static final int LOCAL_PORT = 4;
    private static final int REMOTE_PORT = 6;
    private static final int LOCAL = 8;
    private static final int REMOTE = 24;
    private static final int RECEIVE_QUEUE = 56;
    private static final int SEND_QUEUE = 60;
    static final int INODE = 68;

    private ByteBuffer bytes;
    private int start;
    private TcpState state;

    @Override
    public TcpState state() {
      return state;
    }

    @Override
    public long cookie() {
      return cookie(bytes, start);
    }

    static long cookie(ByteBuffer bytes, int start) {
      long words = bytes.getLong(start + COOKIE);
      return LITTLE_ENDIAN ? words : words << 32 | words >>> 32;
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
      return isIpv4() ? 0 : bigEndian(bytes.getLong(start + address));
    }

    private long low(int address) {
      if (isIpv4()) {
        int ipv4 = bytes.getInt(start + address);
        return SocketAddresses.ipv4Low(LITTLE_ENDIAN ? Integer.reverseBytes(ipv4) : ipv4);
      }
      return bigEndian(bytes.getLong(start + address + 8));
    }

    private boolean isIpv4() {
      return bytes.get(start) == AF_INET;
    }

    private static long bigEndian(long value) {
      return LITTLE_ENDIAN ? Long.reverseBytes(value) : value;
    }

    @Override
    public int localPort() {
      return port(LOCAL_PORT);
    }

    @Override
    public int remotePort() {
      return port(REMOTE_PORT);
    }

    private int port(int offset) {
      short port = bytes.getShort(start + offset);
      return (LITTLE_ENDIAN ? Short.reverseBytes(port) : port) & 0xffff;
    }

    @Override
    public int receiveQueue() {
      return bytes.getInt(start + RECEIVE_QUEUE);
    }

    @Override
    public int acceptLimit() {
      return state == TcpState.LISTEN ? bytes.getInt(start + SEND_QUEUE) : -1;
    }

    @Override
    public long inode() {
      return bytes.getInt(start + INODE) & 0xffffffffL;
    }
  }
}
