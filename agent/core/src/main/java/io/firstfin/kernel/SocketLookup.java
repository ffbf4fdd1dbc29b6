package io.firstfin.kernel;

import io.firstfin.vocabulary.TcpState;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Asks the kernel for single sockets by address pair and cookie (SOCK_DIAG_BY_FAMILY without
 * NLM_F_DUMP, net/ipv4/inet_diag.c). Each question takes some microseconds, whatever the size of
 * the table. Add the questions, {@link #ask} them all, and read {@link #state}. One thread at a
 * time; the netlink socket belongs to the network namespace of the thread that asks first.
 */
public final class SocketLookup implements SocketStates, AutoCloseable {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  private static final int NETLINK_SOCK_DIAG = 4;
  private static final int MSG_DONTWAIT_TRUNC = 0x40 | 0x20;
  private static final int NLM_F_REQUEST = 1;
  private static final int NLMSG_ERROR = 2;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;

  private static final long INET_DIAG_NOCOOKIE = -1;

  // Lengths and offsets in struct nlmsghdr and inet_diag_req_v2.
  private static final int HEADER = 16;
  private static final int REQUEST = HEADER + 56;
  private static final int LOCAL_PORT = HEADER + 8;
  private static final int REMOTE_PORT = HEADER + 10;
  private static final int LOCAL = HEADER + 12;
  private static final int REMOTE = HEADER + 28;
  private static final int INTERFACE = HEADER + 44;
  private static final int COOKIE = HEADER + 48;

  /** The offset of the state in the answer, an inet_diag_msg. */
  private static final int STATE = HEADER + 1;

  /**
   * The most requests in one send. Each answer takes an skb, and so many fit into the receive
   * buffer.
   */
  private static final int BATCH = 64;

  private static final int ANSWER = 4096;
  private static final int MOST_ATTEMPTS = 3;

  /** More than one batch can have, so that no kernel can keep the agent's thread for ever. */
  private static final int MOST_ANSWERS = 4 * BATCH;

  private final NativeMemory requests;
  private final NativeMemory answer;
  private int fd = -1;
  private int sequence;
  private int size;
  private InetAddress[] addresses = new InetAddress[2 * BATCH];
  private int[] ports = new int[BATCH];
  private long[] cookies = new long[BATCH];
  private int[] states = new int[BATCH];
  private final int[] asked = new int[BATCH];

  /**
   * Makes a look-up without questions. This asks the kernel nothing yet.
   *
   * @throws KernelException when JNA cannot be loaded
   */
  public SocketLookup() throws KernelException {
    Libc.load();
    requests = new NativeMemory(BATCH * REQUEST);
    answer = new NativeMemory(ANSWER);
  }

  @Override
  public void clear() {
    Arrays.fill(addresses, 0, 2 * size, null);
    size = 0;
  }

  /** The number of questions. */
  public int size() {
    return size;
  }

  @Override
  public int add(
      InetAddress local, int localPort, InetAddress remote, int remotePort, long cookie) {
    if (size == cookies.length) {
      addresses = Arrays.copyOf(addresses, 4 * size);
      ports = Arrays.copyOf(ports, 2 * size);
      cookies = Arrays.copyOf(cookies, 2 * size);
      states = Arrays.copyOf(states, 2 * size);
    }
    addresses[2 * size] = local;
    addresses[2 * size + 1] = remote;
    ports[size] = localPort << 16 | remotePort;
    cookies[size] = cookie;
    states[size] = UNANSWERED;
    return size++;
  }

  @Override
  public int state(int number) {
    return states[number];
  }

  /**
   * {@inheritDoc}
   *
   * <p>Before Linux 6.19 the kernel can miss a socket that is just turning into TIME_WAIT. So a
   * socket counts as gone only after the kernel has missed it twice. Where no connection has an
   * address pair, the kernel answers with the socket that listens on the local port
   * (include/net/inet_hashtables.h, __inet_lookup). That is a miss too.
   */
  @Override
  public void ask() throws KernelException {
    if (fd < 0) {
      connect();
    }
    boolean whole = false;
    try {
      boolean[] missed = new boolean[size];
      for (int attempt = 0; attempt < MOST_ATTEMPTS && askOnce(missed); attempt++) {
        // Asks again what is left.
      }
      whole = true;
    } finally {
      if (!whole) {
        disconnect();
      }
    }
  }

  /** Asks all open questions once; true when some are still open. */
  private boolean askOnce(boolean[] missed) throws KernelException {
    int left = 0;
    int batch = 0;
    for (int i = 0; i < size; i++) {
      if (states[i] == UNANSWERED) {
        asked[batch++] = i;
      }
      if (batch == BATCH || batch > 0 && i == size - 1) {
        left += exchange(batch, missed);
        batch = 0;
      }
    }
    return left > 0;
  }

  /** Asks these questions and returns how many of them are still open. */
  private int exchange(int batch, boolean[] missed) throws KernelException {
    int first = sequence + 1;
    sequence += batch;
    for (int i = 0; i < batch; i++) {
      write(i * REQUEST, asked[i], first + i);
    }
    long length = (long) batch * REQUEST;
    long sent = Libc.sendto(fd, requests.address(), length, 0, 0, 0);
    if (sent != length) {
      throw sent < 0
          ? failed("the request")
          : new KernelException("sock_diag: " + sent + " of " + length + " bytes were sent");
    }
    // The kernel has answered each request when the send returns.
    int left = batch;
    for (int answers = 0; answers <= MOST_ANSWERS; answers++) {
      long received = Libc.recv(fd, answer.address(), ANSWER, MSG_DONTWAIT_TRUNC);
      if (received < 0) {
        int errno = Libc.errno();
        if (errno == Errno.EINTR) {
          continue;
        }
        if (errno == Errno.EAGAIN) {
          return left;
        }
        throw failed("the answer");
      }
      if (received < HEADER + 4) {
        throw new KernelException("sock_diag: a look-up's answer has " + received + " bytes");
      }
      if (take(first, batch, missed)) {
        left--;
      }
    }
    throw new KernelException("sock_diag: the answers are to no look-up of this agent");
  }

  /** Takes one answer; true when it closes one of these questions. */
  private boolean take(int first, int batch, boolean[] missed) throws KernelException {
    ByteBuffer bytes = answer.bytes();
    int index = bytes.getInt(8) - first;
    if (index < 0 || index >= batch) {
      return false;
    }
    int number = asked[index];
    int type = bytes.getShort(4);
    if (type == InetDiagParser.SOCK_DIAG_BY_FAMILY) {
      int state = bytes.get(STATE) & 0xff;
      if (state == TcpState.LISTEN.number()) {
        return miss(number, missed);
      }
      states[number] = state;
      return true;
    }
    if (type != NLMSG_ERROR) {
      return false;
    }
    int errno = -bytes.getInt(HEADER);
    if (errno != Errno.ENOENT) {
      throw new KernelException(
          "sock_diag: the kernel refuses a look-up: " + Errno.describe(errno));
    }
    return miss(number, missed);
  }

  private boolean miss(int number, boolean[] missed) {
    if (!missed[number]) {
      missed[number] = true;
      return false;
    }
    states[number] = GONE;
    return true;
  }

  private void write(int at, int number, int sequenceNumber) {
    ByteBuffer request = requests.bytes();
    for (int i = 0; i < REQUEST; i += 8) {
      request.putLong(at + i, 0);
    }
    InetAddress local = addresses[2 * number];
    InetAddress remote = addresses[2 * number + 1];
    boolean ipv6 = local instanceof Inet6Address || remote instanceof Inet6Address;
    request.putInt(at, REQUEST);
    request.putShort(at + 4, (short) InetDiagParser.SOCK_DIAG_BY_FAMILY);
    request.putShort(at + 6, (short) NLM_F_REQUEST);
    request.putInt(at + 8, sequenceNumber);
    request.put(at + HEADER, (byte) (ipv6 ? AF_INET6 : AF_INET));
    request.put(at + HEADER + 1, (byte) Libc.IPPROTO_TCP);
    request.putInt(at + HEADER + 4, -1);
    putPort(request, at + LOCAL_PORT, ports[number] >>> 16);
    putPort(request, at + REMOTE_PORT, ports[number]);
    putAddress(request, at + LOCAL, local);
    putAddress(request, at + REMOTE, remote);
    if (remote.isLinkLocalAddress() && remote instanceof Inet6Address) {
      request.putInt(at + INTERFACE, ((Inet6Address) remote).getScopeId());
    }
    long cookie = cookies[number] == 0 ? INET_DIAG_NOCOOKIE : cookies[number];
    boolean littleEndian = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    request.putLong(at + COOKIE, littleEndian ? cookie : cookie << 32 | cookie >>> 32);
  }

  private static void putPort(ByteBuffer request, int at, int port) {
    request.put(at, (byte) (port >>> 8));
    request.put(at + 1, (byte) port);
  }

  private static void putAddress(ByteBuffer request, int at, InetAddress address) {
    byte[] bytes = address.getAddress();
    for (int i = 0; i < bytes.length; i++) {
      request.put(at + i, bytes[i]);
    }
  }

  private void connect() throws KernelException {
    fd = Libc.socket(AF_NETLINK, SOCK_DGRAM_CLOEXEC, NETLINK_SOCK_DIAG);
    if (fd < 0) {
      throw failed("the socket");
    }
  }

  private static KernelException failed(String what) {
    return new KernelException(
        "sock_diag: " + what + " of a look-up is refused: " + Errno.describe(Libc.errno()));
  }

  private void disconnect() {
    if (fd >= 0) {
      Libc.close(fd);
      fd = -1;
    }
  }

  /** May be called again; nothing may be asked afterwards. */
  @Override
  public void close() {
    disconnect();
    requests.close();
    answer.close();
  }
}
