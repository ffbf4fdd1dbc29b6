package io.firstfin.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The kernel's answer to TCP_INFO. A close asks before its FIN, and at first needs the state only;
 * the rest is read after the FIN has left. Immutable.
 */
final class TcpAnswer {
  /** Where the struct tcp_info begins in the answer; its length is at 0. */
  static final int STRUCT = 8;

  static final int BYTES = STRUCT + TcpInfoStruct.BYTES_WITH_WINDOW;

  private static final int LOWEST = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? 3 : 0;

  /** When the kernel could not be asked. */
  static final TcpAnswer NONE = of(SocketProbe.NO_ANSWER, SocketProbe.NO_ANSWER);

  /** Null when there is only {@link #info}. */
  private final byte[] bytes;

  private final long info;
  private final long segments;

  private TcpAnswer(byte[] bytes, long info, long segments) {
    this.bytes = bytes;
    this.info = info;
    this.segments = segments;
  }

  /** {@code bytes} must not change any more. */
  static TcpAnswer of(byte[] bytes) {
    return new TcpAnswer(bytes, SocketProbe.NO_ANSWER, SocketProbe.NO_ANSWER);
  }

  /** An answer that {@link TcpInfo} has packed, and {@link #segmentsOut}. */
  static TcpAnswer of(long info, long segments) {
    return new TcpAnswer(null, info, segments);
  }

  /** The kernel's number of the state (include/net/tcp_states.h); negative when unknown. */
  int state() {
    return bytes == null ? TcpInfo.state(info) : bytes[STRUCT] & 0xff;
  }

  /** Whether the peer has certainly sent no data. */
  boolean hasReceivedNothing() {
    if (bytes == null) {
      return TcpInfo.is(info, TcpInfo.NOTHING_RECEIVED);
    }
    return TcpInfoStruct.hasReceivedNothing(bytes, STRUCT, length());
  }

  /** The segments that this end had sent, including those without data; negative when unknown. */
  long segmentsOut() {
    if (bytes == null) {
      return segments;
    }
    return TcpInfoStruct.segmentsOut(view(), STRUCT, length());
  }

  /** Whether {@link #hasSentFin} can be asked of answers as long as this one. */
  boolean tellsFinSent() {
    return bytes != null && length() >= TcpInfoStruct.BYTES;
  }

  /**
   * Whether this end has certainly sent a FIN, by an answer that {@link #tellsFinSent}.
   *
   * @param isClient whether this end has connected
   * @param unacknowledged {@link SocketProbe#unacknowledged}, asked at the same time; 0 asks
   *     whether the peer has acknowledged the FIN
   */
  boolean hasSentFin(boolean isClient, long unacknowledged) {
    return tellsFinSent() && TcpInfoStruct.hasSentFin(view(), STRUCT, isClient, unacknowledged);
  }

  /**
   * The answer as {@link TcpInfo} reads it, without what {@code tls} counts.
   *
   * @param ended whether this is an answer after an end by both FINs
   */
  long info(long tls, boolean ended) {
    if (bytes == null) {
      return info;
    }
    return TcpInfoStruct.pack(view(), STRUCT, length(), tls, ended);
  }

  /** What the answer says about how the connection may have ended; null when it is too short. */
  GiveUp giveUp() {
    return bytes == null || length() < TcpInfoStruct.LEAST_BYTES
        ? null
        : TcpInfoStruct.giveUp(view(), STRUCT, length());
  }

  private ByteBuffer view() {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  /** The length fits into a byte, because nobody asks for more than {@link #BYTES}. */
  private int length() {
    return bytes[LOWEST] & 0xff;
  }
}
