package io.firstfin.kernel;

import io.firstfin.kernel.InetDiagParser.KernelRefusal;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * Reads the socket tables through netlink (sock_diag(7)). The netlink socket belongs to the network
 * namespace of the thread that opened it. It is kept between passes, because the kernel chooses the
 * size of its datagrams by earlier receives. It is replaced after any failure, because the rest of
 * a broken dump must not be taken for a part of the next one.
 */
public final class SockDiagReader implements SocketTableReader {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  private static final int NETLINK_SOCK_DIAG = 4;
  private static final int SO_RCVTIMEO = 20;
  private static final int MSG_TRUNC = 0x20;
  private static final int REQUEST_DUMP = 0x301;
  private static final int SOCKADDR_NL = 12;
  private static final int TIMEVAL = 16;

  private static final int HEADER = 16;
  private static final int LEGACY_REQUEST = HEADER + 60;
  private static final int FAMILY_REQUEST = HEADER + 56;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;

  /** The kernel's datagrams are at most 32 KiB (netlink_dump in net/netlink/af_netlink.c). */
  private static final int BUFFER = 64 * 1024;

  private static final int RECEIVE_TIMEOUT_SECONDS = 2;
  private static final long PASS_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final NativeMemory buffer;
  private final DatagramCopy copy = new DatagramCopy();
  private int fd = -1;
  private int sequence;
  private boolean legacyRefused;
  private boolean closed;
  private int messages;
  private long deadline;

  /**
   * Opens the netlink socket. This asks the kernel nothing yet.
   *
   * @throws KernelException when JNA cannot be loaded, or when the socket is refused (seccomp,
   *     gVisor)
   */
  public SockDiagReader() throws KernelException {
    this(BUFFER, false);
  }

  SockDiagReader(int bufferSize, boolean legacyRefused) throws KernelException {
    Libc.load();
    this.buffer = new NativeMemory(bufferSize);
    this.legacyRefused = legacyRefused;
    try {
      connect();
    } catch (KernelException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  @Override
  public String source() {
    return "sock_diag";
  }

  @Override
  public synchronized ReadStats read(int stateMask, SocketVisitor visitor) throws KernelException {
    if (closed) {
      throw new KernelException("sock_diag: the reader is closed");
    }
    boolean whole = false;
    try {
      if (fd < 0) {
        connect();
      }
      messages = 0;
      deadline = System.nanoTime() + PASS_TIMEOUT_NANOS;
      LongSet cookies = new LongSet();
      InetDiagParser first = dump(stateMask, visitor, cookies);
      int seen = first.seen();
      int repeated = first.repeated();
      if (first.interrupted()) {
        // The same cookies are used, so that sockets of the interrupted dump are not visited again.
        InetDiagParser second = dump(stateMask, visitor, cookies);
        if (second.interrupted()) {
          throw new KernelException("sock_diag: the dump was interrupted twice (NLM_F_DUMP_INTR)");
        }
        seen += second.seen();
        repeated += second.repeated();
      }
      whole = true;
      return new ReadStats(seen, repeated, messages);
    } finally {
      if (!whole) {
        disconnect();
      }
    }
  }

  private InetDiagParser dump(int stateMask, SocketVisitor visitor, LongSet cookies)
      throws KernelException {
    InetDiagParser parser = new InetDiagParser(stateMask, visitor, cookies, copy);
    if (!legacyRefused) {
      try {
        requestBothFamilies(stateMask);
        receive(parser, InetDiagParser.TCPDIAG_GETSOCK);
        return parser;
      } catch (KernelRefusal e) {
        if (e.errno != Errno.EINVAL && e.errno != Errno.ENOENT && e.errno != Errno.EOPNOTSUPP) {
          throw e;
        }
        legacyRefused = true;
      }
    }
    requestFamily(AF_INET, stateMask);
    receive(parser, InetDiagParser.SOCK_DIAG_BY_FAMILY);
    requestFamily(AF_INET6, stateMask);
    receive(parser, InetDiagParser.SOCK_DIAG_BY_FAMILY);
    return parser;
  }

  /**
   * Sends an inet_diag_req with family 0, which makes the kernel go through the tables once and not
   * twice.
   */
  private void requestBothFamilies(int stateMask) throws KernelException {
    ByteBuffer request = request(LEGACY_REQUEST, InetDiagParser.TCPDIAG_GETSOCK);
    request.putInt(HEADER + 52, stateMask);
    send(LEGACY_REQUEST);
  }

  /** Sends an inet_diag_req_v2. */
  private void requestFamily(int family, int stateMask) throws KernelException {
    ByteBuffer request = request(FAMILY_REQUEST, InetDiagParser.SOCK_DIAG_BY_FAMILY);
    request.put(HEADER, (byte) family);
    request.put(HEADER + 1, (byte) Libc.IPPROTO_TCP);
    request.putInt(HEADER + 4, stateMask);
    send(FAMILY_REQUEST);
  }

  private ByteBuffer request(int length, int type) {
    ByteBuffer request = buffer.bytes();
    for (int i = 0; i < length; i++) {
      request.put(i, (byte) 0);
    }
    request.putInt(0, length);
    request.putShort(4, (short) type);
    request.putShort(6, (short) REQUEST_DUMP);
    request.putInt(8, ++sequence);
    return request;
  }

  private void send(int length) throws KernelException {
    long sent = Libc.sendto(fd, buffer.address(), length, 0, 0, 0);
    if (sent < 0 && Libc.errno() == Errno.EINTR) {
      sent = Libc.sendto(fd, buffer.address(), length, 0, 0, 0);
    }
    if (sent != length) {
      throw sent < 0
          ? failed("the request")
          : new KernelException("sock_diag: " + sent + " of " + length + " bytes were sent");
    }
  }

  private void receive(InetDiagParser parser, int type) throws KernelException {
    ByteBuffer bytes = buffer.bytes();
    boolean done = false;
    while (!done) {
      if (System.nanoTime() - deadline > 0) {
        throw new KernelException("sock_diag: the dump did not end within 10 s");
      }
      long length = Libc.recv(fd, buffer.address(), buffer.size(), MSG_TRUNC);
      if (length < 0) {
        int errno = Libc.errno();
        if (errno == Errno.EINTR) {
          continue;
        }
        throw errno == Errno.EAGAIN
            ? new KernelException(
                "sock_diag: no answer within " + RECEIVE_TIMEOUT_SECONDS + " seconds")
            : new KernelException("sock_diag: receiving failed: " + Errno.describe(errno));
      }
      if (length > buffer.size()) {
        throw new KernelException(
            "sock_diag: an answer of " + length + " bytes was cut to " + buffer.size());
      }
      messages++;
      done = parser.parse(bytes, (int) length, type, sequence);
    }
  }

  /**
   * Opens the socket and connects it to the kernel, so that no message of another process is taken
   * for the kernel's answer.
   */
  private void connect() throws KernelException {
    fd = Libc.socket(AF_NETLINK, SOCK_DGRAM_CLOEXEC, NETLINK_SOCK_DIAG);
    if (fd < 0) {
      throw failed("the socket");
    }
    buffer.setU64(0, RECEIVE_TIMEOUT_SECONDS);
    buffer.setU64(8, 0);
    if (Libc.setsockopt(fd, Libc.SOL_SOCKET, SO_RCVTIMEO, buffer.address(), TIMEVAL) != 0) {
      throw failed("the receive time-out");
    }
    buffer.setU64(0, 0);
    buffer.setU32(8, 0);
    buffer.bytes().putShort(0, (short) AF_NETLINK);
    if (Libc.connect(fd, buffer.address(), SOCKADDR_NL) != 0) {
      throw failed("the connection");
    }
  }

  private static KernelException failed(String what) {
    return new KernelException(
        "sock_diag: " + what + " is refused: " + Errno.describe(Libc.errno()));
  }

  private void disconnect() {
    if (fd >= 0) {
      Libc.close(fd);
      fd = -1;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    disconnect();
    buffer.close();
  }
}
