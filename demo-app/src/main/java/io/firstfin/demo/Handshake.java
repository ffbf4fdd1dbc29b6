package io.firstfin.demo;

import java.io.IOException;
import java.util.List;

/**
 * The initial sequence numbers of a connection, 32 bits unsigned.
 *
 * @param serverIsn of the SYN, ACK
 */
record Handshake(long clientIsn, long serverIsn) {
  /**
   * Finds the first connection to {@code port} among {@code segments}.
   *
   * @throws IOException when the handshake is not among them
   */
  static Handshake of(List<Segment> segments, int port) throws IOException {
    return new Handshake(isn(segments, port, false), isn(segments, port, true));
  }

  private static long isn(List<Segment> segments, int port, boolean ofServer) throws IOException {
    return segments.stream()
        .filter(segment -> segment.has(Segment.SYN) && segment.has(Segment.ACK) == ofServer)
        .filter(segment -> (ofServer ? segment.source() : segment.destination()).getPort() == port)
        .mapToLong(Segment::sequence)
        .findFirst()
        .orElseThrow(() -> new IOException("the raw socket did not see the handshake"));
  }
}
