package io.firstfin.kernel;

import io.firstfin.vocabulary.TcpState;
import java.nio.ByteOrder;

/**
 * Parses the lines of /proc/net/tcp and tcp6 directly from their bytes. The columns are those of
 * get_tcp4_sock (net/ipv4/tcp_ipv4.c) and get_tcp6_sock (net/ipv6/tcp_ipv6.c). Columns after the
 * inode are not parsed.
 */
final class ProcfsParser {
  private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private final int stateMask;
  private final SocketVisitor visitor;
  private final LongSet keys;
  private final ProcfsSocket view = new ProcfsSocket();
  private String file = "";
  private int line;
  private int seen;
  private int repeated;
  private boolean done;

  private byte[] text;
  private int at;
  private int end;

  /** The address that was parsed last. */
  private long high;

  private long low;
  private int port;

  /**
   * @param keys the keys of the sockets that were visited in this pass; the parser adds to it
   */
  ProcfsParser(int stateMask, SocketVisitor visitor, LongSet keys) {
    this.stateMask = stateMask;
    this.visitor = visitor;
    this.keys = keys;
  }

  int seen() {
    return seen;
  }

  int repeated() {
    return repeated;
  }

  /** The lines of a file follow; its name is for messages. */
  void begin(String file) {
    this.file = file;
    this.line = 0;
    this.done = false;
  }

  /**
   * Whether the rest of the file need not be read. This is so when only listening sockets are
   * wanted, because they come before all others (tcp_get_idx in net/ipv4/tcp_ipv4.c).
   */
  boolean isDone() {
    return done;
  }

  /**
   * The file has ended. {@code rest} is the number of bytes that were not parsed, because they are
   * no whole line.
   */
  void end(int rest) throws KernelException {
    if (line == 0) {
      throw new KernelException("procfs: " + file + " is empty: masked?");
    }
    if (rest > 0) {
      throw unfinished("cut off after " + rest + " bytes");
    }
  }

  /** The failure for the line after the last whole one. */
  KernelException unfinished(String what) {
    line++;
    return malformed(what);
  }

  /** Parses the whole lines among the bytes and returns the number of their bytes. */
  int parse(byte[] bytes, int length) throws KernelException {
    text = bytes;
    int start = 0;
    for (int i = 0; i < length && !done; i++) {
      if (bytes[i] == '\n') {
        line++;
        at = start;
        end = i;
        if (line == 1) {
          header();
        } else {
          socket();
        }
        start = i + 1;
      }
    }
    return start;
  }

  private KernelException malformed(String what) {
    return new KernelException("procfs: " + file + " line " + line + " is malformed: " + what);
  }

  private void header() throws KernelException {
    skipSpaces();
    if (end - at < 3 || text[at] != 's' || text[at + 1] != 'l' || text[at + 2] != ' ') {
      throw malformed("no header");
    }
  }

  private void socket() throws KernelException {
    skipSpaces();
    decimal("sl");
    expect(':');
    ProcfsSocket socket = view;
    address();
    socket.localHigh = high;
    socket.localLow = low;
    socket.localPort = port;
    address();
    socket.remoteHigh = high;
    socket.remoteLow = low;
    socket.remotePort = port;
    skipSpaces();
    int number = (int) hex(2, 2, "st");
    TcpState state = TcpState.of(number);
    if (state == null) {
      throw malformed("state " + number);
    }
    skipSpaces();
    hex(8, 8, "tx_queue");
    expect(':');
    socket.receiveQueue = (int) hex(8, 8, "rx_queue");
    skipSpaces();
    hex(2, 2, "tr");
    expect(':');
    hex(8, 16, "tm->when");
    skipSpaces();
    hex(8, 8, "retrnsmt");
    skipSpaces();
    decimal("uid");
    skipSpaces();
    decimal("timeout");
    skipSpaces();
    long inode = decimal("inode");
    if (at < end && text[at] != ' ') {
      throw malformed("inode is followed by '" + (char) (text[at] & 0xff) + "'");
    }
    if ((state.bit() & stateMask) == 0) {
      done = stateMask == TcpState.LISTEN.bit();
      return;
    }
    socket.state = state;
    socket.inode = inode;
    if (!keys.add(socket.key())) {
      repeated++;
      return;
    }
    seen++;
    visitor.visit(socket);
  }

  /**
   * Parses an address such as {@code 0100007F:0277}. The kernel prints the address as 32-bit words
   * in host order, and the port as a number.
   */
  private void address() throws KernelException {
    skipSpaces();
    int start = at;
    int word = word();
    if (at < end && text[at] == ':') {
      high = 0;
      low = SocketAddresses.ipv4Low(word);
    } else {
      high = (long) word << 32 | word() & 0xffffffffL;
      low = (long) word() << 32 | word() & 0xffffffffL;
    }
    if (at == start) {
      throw malformed("no address");
    }
    expect(':');
    port = (int) hex(4, 4, "port");
  }

  private int word() throws KernelException {
    int word = 0;
    if (end - at < 8) {
      throw malformed("address ends at byte " + (end - at));
    }
    for (int i = 0; i < 8; i++) {
      int digit = digit(text[at]);
      if (digit < 0) {
        throw malformed("address has '" + (char) (text[at] & 0xff) + "'");
      }
      word = word << 4 | digit;
      at++;
    }
    return LITTLE_ENDIAN ? Integer.reverseBytes(word) : word;
  }

  private long hex(int least, int most, String column) throws KernelException {
    long value = 0;
    int start = at;
    while (at < end && at - start < most) {
      int digit = digit(text[at]);
      if (digit < 0) {
        break;
      }
      value = value << 4 | digit;
      at++;
    }
    if (at - start < least || at < end && digit(text[at]) >= 0) {
      throw malformed("column " + column);
    }
    return value;
  }

  private long decimal(String column) throws KernelException {
    long value = 0;
    if (at < end && text[at] == '-') {
      at++;
    }
    int start = at;
    while (at < end && text[at] >= '0' && text[at] <= '9') {
      value = value * 10 + text[at] - '0';
      at++;
    }
    if (at == start || at - start > 18) {
      throw malformed("column " + column);
    }
    return value;
  }

  private void expect(char c) throws KernelException {
    if (at >= end || text[at] != c) {
      throw malformed("no '" + c + "' where one belongs");
    }
    at++;
  }

  private void skipSpaces() {
    while (at < end && text[at] == ' ') {
      at++;
    }
  }

  private static int digit(byte c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'A' && c <= 'F') {
      return c - 'A' + 10;
    }
    return -1;
  }
}
