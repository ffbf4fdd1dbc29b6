package io.firstfin.record;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** Reads struct sockaddr_in and sockaddr_in6, whose ports and addresses are big-endian. */
final class SocketAddressStruct {
  private static final int AF_INET6 = 10;
  private static final int PORT = 2;
  private static final int IPV4_ADDRESS = 4;
  private static final int IPV6_ADDRESS = 8;

  private SocketAddressStruct() {}

  static boolean isIpv6(ByteBuffer view, int at) {
    return view.getShort(at) == AF_INET6;
  }

  static InetSocketAddress read(ByteBuffer view, int at) {
    int port = (view.get(at + PORT) & 0xff) << 8 | view.get(at + PORT + 1) & 0xff;
    return new InetSocketAddress(address(view, at), port);
  }

  /** The high half of the address, in the order of memory; 0 for IPv4. */
  static long high(ByteBuffer view, int at) {
    return isIpv6(view, at) ? view.getLong(at + IPV6_ADDRESS) : 0;
  }

  static long low(ByteBuffer view, int at) {
    return isIpv6(view, at)
        ? view.getLong(at + IPV6_ADDRESS + 8)
        : view.getInt(at + IPV4_ADDRESS) & 0xffffffffL;
  }

  static InetAddress address(ByteBuffer view, int at) {
    boolean ipv6 = isIpv6(view, at);
    byte[] bytes = new byte[ipv6 ? 16 : 4];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = view.get(at + (ipv6 ? IPV6_ADDRESS : IPV4_ADDRESS) + i);
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
