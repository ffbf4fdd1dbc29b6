package io.firstfin.demo;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One TCP segment over IPv4 (RFC 9293, section 3.1; RFC 791, section 3.1).
 *
 * @param sequence of its first byte, 32 bits unsigned
 * @param acknowledgment 32 bits unsigned
 * @param flags see the constants
 */
record Segment(
    InetSocketAddress source,
    InetSocketAddress destination,
    long sequence,
    long acknowledgment,
    int flags,
    byte[] payload) {
  static final int FIN = 1;
  static final int SYN = 2;
  static final int RST = 4;
  static final int PSH = 8;
  static final int ACK = 16;

  /** Sequence numbers wrap around. */
  static final long SEQUENCE_MASK = 0xFFFF_FFFFL;

  private static final int IP_HEADER = 20;
  private static final int TCP_HEADER = 20;
  private static final int WORD = 4;
  private static final int PROTOCOL_TCP = 6;
  private static final int WINDOW = 0xFFFF;

  /**
   * @param packet with its IP header, as a raw socket delivers it (Linux, raw(7))
   * @throws IllegalArgumentException when it is too short for its headers
   */
  static Segment parse(byte[] packet) {
    if (packet.length < IP_HEADER + TCP_HEADER) {
      throw new IllegalArgumentException("no TCP segment: only " + packet.length + " bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(packet);
    int tcp = (packet[0] & 0xF) * WORD;
    int data = tcp + (packet[tcp + 12] >> 4 & 0xF) * WORD;
    if (data > packet.length) {
      throw new IllegalArgumentException("no TCP segment: its header ends after its end");
    }
    byte[] payload = new byte[packet.length - data];
    buffer.position(data).get(payload);
    return new Segment(
        new InetSocketAddress(address(packet, 12), buffer.getShort(tcp) & 0xFFFF),
        new InetSocketAddress(address(packet, 16), buffer.getShort(tcp + 2) & 0xFFFF),
        buffer.getInt(tcp + 4) & SEQUENCE_MASK,
        buffer.getInt(tcp + 8) & SEQUENCE_MASK,
        packet[tcp + 13],
        payload);
  }

  /** Returns the packet with both headers and their checksums, ready for a raw socket. */
  byte[] toPacket() {
    int length = IP_HEADER + TCP_HEADER + payload.length;
    ByteBuffer packet = ByteBuffer.allocate(length);
    packet.put((byte) 0x45).put((byte) 0).putShort((short) length);
    packet.putInt(0);
    packet.put((byte) 64).put((byte) PROTOCOL_TCP).putShort((short) 0);
    packet.put(source.getAddress().getAddress()).put(destination.getAddress().getAddress());
    packet.putShort((short) source.getPort()).putShort((short) destination.getPort());
    packet.putInt((int) sequence).putInt((int) acknowledgment);
    packet.put((byte) (TCP_HEADER / WORD << 4)).put((byte) flags).putShort((short) WINDOW);
    packet.putInt(0);
    packet.put(payload);
    packet.putShort(10, (short) ~sum(packet, 0, IP_HEADER, 0));
    int pseudoHeader = sum(packet, 12, IP_HEADER, PROTOCOL_TCP + length - IP_HEADER);
    packet.putShort(IP_HEADER + 16, (short) ~sum(packet, IP_HEADER, length, pseudoHeader));
    return packet.array();
  }

  /** The sequence number after its last byte. */
  long end() {
    return sequence + payload.length & SEQUENCE_MASK;
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** Such as {@code FIN, ACK}, or {@code 33 bytes} for data. */
  @Override
  public String toString() {
    if (payload.length > 0) {
      return payload.length + " bytes";
    }
    List<String> names = new ArrayList<>();
    add(names, SYN, "SYN");
    add(names, FIN, "FIN");
    add(names, RST, "RST");
    add(names, ACK, "ACK");
    return String.join(", ", names);
  }

  private void add(List<String> names, int flag, String name) {
    if (has(flag)) {
      names.add(name);
    }
  }

  /** The sum of the Internet checksum (RFC 1071), from {@code from} to before {@code to}. */
  private static int sum(ByteBuffer packet, int from, int to, int initial) {
    long sum = initial;
    for (int i = from; i < to; i += 2) {
      sum += (packet.get(i) & 0xFF) << 8 | (i + 1 < to ? packet.get(i + 1) & 0xFF : 0);
    }
    while (sum > 0xFFFF) {
      sum = (sum & 0xFFFF) + (sum >> 16);
    }
    return (int) sum;
  }

  private static InetAddress address(byte[] packet, int at) {
    try {
      byte[] address = {packet[at], packet[at + 1], packet[at + 2], packet[at + 3]};
      return Inet4Address.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an IPv4 address", e);
    }
  }
}
