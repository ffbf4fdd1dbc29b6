package io.firstfin.kernel;

import java.net.InetAddress;

/** Addresses as two longs in network order. An IPv4 address is always {@code ::ffff:a.b.c.d}. */
public final class SocketAddresses {
  private static final long MAPPED = 0x0000ffff00000000L;

  private SocketAddresses() {}

  /** The low half of {@code ::ffff:a.b.c.d}; the high half is 0. */
  public static long ipv4Low(int address) {
    return MAPPED | address & 0xffffffffL;
  }

  /** Whether the address is {@code ::ffff:a.b.c.d}. */
  public static boolean isIpv4(long high, long low) {
    return high == 0 && low >>> 32 == 0xffff;
  }

  /** The high half of an address of 4 or 16 bytes. */
  public static long high(byte[] address) {
    requireLength(address);
    return address.length == 4 ? 0 : bigEndian(address, 0, 8);
  }

  /** The low half of an address of 4 or 16 bytes. */
  public static long low(byte[] address) {
    requireLength(address);
    return address.length == 4 ? ipv4Low((int) bigEndian(address, 0, 4)) : bigEndian(address, 8, 8);
  }

  public static long high(InetAddress address) {
    return high(address.getAddress());
  }

  public static long low(InetAddress address) {
    return low(address.getAddress());
  }

  /** The text of an address without brackets: {@code 10.0.0.5}, or by RFC 5952 {@code ::1}. */
  public static String host(long high, long low) {
    StringBuilder text = new StringBuilder(40);
    append(text, high, low);
    return text.toString();
  }

  private static void append(StringBuilder text, long high, long low) {
    if (isIpv4(high, low)) {
      appendIpv4(text, (int) low);
    } else {
      appendIpv6(text, high, low);
    }
  }

  /** The text of an address and port: {@code 10.0.0.5:6379}, or by RFC 5952 {@code [::1]:6379}. */
  public static String format(long high, long low, int port) {
    StringBuilder text = new StringBuilder(48);
    boolean brackets = !isIpv4(high, low);
    append(brackets ? text.append('[') : text, high, low);
    return (brackets ? text.append(']') : text).append(':').append(port).toString();
  }

  private static void appendIpv4(StringBuilder text, int address) {
    text.append(address >>> 24)
        .append('.')
        .append(address >>> 16 & 0xff)
        .append('.')
        .append(address >>> 8 & 0xff)
        .append('.')
        .append(address & 0xff);
  }

  /** RFC 5952, section 4: lower case, no leading zeros, the first longest run of zeros as "::". */
  private static void appendIpv6(StringBuilder text, long high, long low) {
    int runStart = -1;
    int runLength = 1;
    for (int i = 0; i < 8; i++) {
      int length = 0;
      while (i + length < 8 && group(high, low, i + length) == 0) {
        length++;
      }
      if (length > runLength) {
        runStart = i;
        runLength = length;
      }
      i += length;
    }
    for (int i = 0; i < 8; i++) {
      if (i == runStart) {
        text.append("::");
        i += runLength - 1;
      } else {
        if (i > 0 && i != runStart + runLength) {
          text.append(':');
        }
        text.append(Integer.toHexString(group(high, low, i)));
      }
    }
  }

  private static int group(long high, long low, int index) {
    return (int) ((index < 4 ? high : low) >>> 48 - 16 * (index & 3)) & 0xffff;
  }

  private static long bigEndian(byte[] bytes, int from, int length) {
    long value = 0;
    for (int i = from; i < from + length; i++) {
      value = value << 8 | bytes[i] & 0xff;
    }
    return value;
  }

  private static void requireLength(byte[] address) {
    if (address.length != 4 && address.length != 16) {
      throw new IllegalArgumentException(
          "an address has 4 or 16 bytes, this one " + address.length);
    }
  }
}
