package io.firstfin.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetSocketAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SegmentTest {
  /** A SYN as tcpdump -x shows it: 192.0.2.1:40000 to 192.0.2.2:8080, with an MSS option. */
  private static final String SYN =
      "4500002c00004000400600bec0000201c00002029c401f90fffffff0000000006002ffff00000000"
          + "020405b4";

  @Test
  void optionsAreNoPayload() {
    Segment segment = Segment.parse(HexFormat.of().parseHex(SYN));
    assertEquals(new InetSocketAddress("192.0.2.1", 40_000), segment.source());
    assertEquals(new InetSocketAddress("192.0.2.2", 8080), segment.destination());
    assertEquals(0xFFFF_FFF0L, segment.sequence());
    assertEquals("SYN", segment.toString());
    assertEquals(0, segment.payload().length);
  }

  @Test
  void whatIsSentIsWhatIsParsed() {
    Segment sent = segment(new byte[] {1, 2, 3});
    Segment parsed = Segment.parse(sent.toPacket());
    assertEquals(sent.source(), parsed.source());
    assertEquals(sent.destination(), parsed.destination());
    assertEquals(sent.sequence(), parsed.sequence());
    assertEquals(sent.acknowledgment(), parsed.acknowledgment());
    assertEquals(sent.flags(), parsed.flags());
    assertArrayEquals(sent.payload(), parsed.payload());
  }

  @Test
  void checksumOfTheIpHeaderAddsUpToOnes() {
    assertEquals(0xFFFF, sum(segment(new byte[0]).toPacket(), 0, 20, 0));
  }

  @Test
  void checksumOfTheSegmentAndItsPseudoHeaderAddsUpToOnes() {
    byte[] packet = segment(new byte[] {7, 8, 9}).toPacket();
    int pseudoHeader = sum(packet, 12, 20, 6 + packet.length - 20);
    assertEquals(0xFFFF, sum(packet, 20, packet.length, pseudoHeader));
  }

  @Test
  void sequenceNumbersGoRound() {
    assertEquals(1, segment(new byte[] {1, 2, 3}).end());
  }

  @Test
  void shorterThanItsHeadersIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Segment.parse(new byte[39]));
  }

  private static Segment segment(byte[] payload) {
    return new Segment(
        new InetSocketAddress("192.0.2.1", 40_000),
        new InetSocketAddress("192.0.2.2", 8080),
        0xFFFF_FFFEL,
        5,
        Segment.PSH | Segment.ACK,
        payload);
  }

  private static int sum(byte[] bytes, int from, int to, int initial) {
    int sum = initial;
    for (int i = from; i < to; i++) {
      sum += (bytes[i] & 0xFF) << ((i - from) % 2 == 0 ? 8 : 0);
    }
    return (sum & 0xFFFF) + (sum >> 16);
  }
}
