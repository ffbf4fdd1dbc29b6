package io.firstfin.demo;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sees every TCP segment that arrives in this network namespace, as raw(7) describes, and sends
 * segments that the demo makes. It needs CAP_NET_RAW in the namespace. Not thread-safe.
 */
final class RawTcp implements Closeable {
  private static final int AF_INET = 2;
  private static final int SOCK_RAW = 3;
  private static final int IPPROTO_TCP = 6;
  private static final int IPPROTO_RAW = 255;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int EAGAIN = 11;
  private static final int SOCKADDR_IN = 16;
  private static final int MAX_PACKET = 0xFFFF;

  private interface Libc extends Library {
    Libc INSTANCE = Native.load("c", Libc.class);

    int socket(int domain, int type, int protocol) throws LastErrorException;

    long recv(int socket, byte[] buffer, long length, int flags) throws LastErrorException;

    long sendto(int socket, byte[] packet, long length, int flags, byte[] address, int size)
        throws LastErrorException;

    int close(int socket) throws LastErrorException;
  }

  private final int socket;
  private final byte[] buffer = new byte[MAX_PACKET];

  private RawTcp(int socket) {
    this.socket = socket;
  }

  /**
   * Sees the segments that arrive from now on.
   *
   * @throws IOException when the kernel refuses raw sockets
   */
  static RawTcp open() throws IOException {
    return new RawTcp(raw(IPPROTO_TCP));
  }

  /**
   * Returns the segments that arrived since the last call, in their order; the kernel keeps some
   * 100 KB.
   */
  List<Segment> arrived() throws IOException {
    List<Segment> segments = new ArrayList<>();
    try {
      while (true) {
        int length = (int) Libc.INSTANCE.recv(socket, buffer, buffer.length, MSG_DONTWAIT);
        segments.add(Segment.parse(Arrays.copyOf(buffer, length)));
      }
    } catch (LastErrorException e) {
      if (e.getErrorCode() != EAGAIN) {
        throw new IOException("raw socket: " + e.getMessage(), e);
      }
    }
    return segments;
  }

  static void send(Segment segment) throws IOException {
    int socket = raw(IPPROTO_RAW);
    byte[] packet = segment.toPacket();
    ByteBuffer address = ByteBuffer.allocate(SOCKADDR_IN);
    address.order(ByteOrder.nativeOrder()).putShort((short) AF_INET).putShort((short) 0);
    address.put(segment.destination().getAddress().getAddress());
    try {
      Libc.INSTANCE.sendto(socket, packet, packet.length, 0, address.array(), SOCKADDR_IN);
    } catch (LastErrorException e) {
      throw new IOException("raw socket: " + e.getMessage(), e);
    } finally {
      Libc.INSTANCE.close(socket);
    }
  }

  @Override
  public void close() {
    Libc.INSTANCE.close(socket);
  }

  private static int raw(int protocol) throws IOException {
    try {
      return Libc.INSTANCE.socket(AF_INET, SOCK_RAW, protocol);
    } catch (LastErrorException e) {
      throw new IOException("no raw socket, which needs CAP_NET_RAW: " + e.getMessage(), e);
    }
  }
}
