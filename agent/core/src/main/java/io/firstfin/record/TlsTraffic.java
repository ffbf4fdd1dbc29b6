package io.firstfin.record;

/**
 * What a connection carried when its TLS handshake ended; later, what it carried between that
 * moment and our close_notify. In the bits of one long, which is 0 without TLS.
 */
final class TlsTraffic {
  static final long NONE = 0;

  private static final long BEGUN = 1;
  private static final long ENDED = 2;
  private static final long KIND = 3;

  private static final int IN_SHIFT = 2;
  private static final int OUT_SHIFT = 17;
  private static final long MOST_SEGMENTS = 0x7fff;
  private static final int BYTES_SHIFT = 32;
  private static final long MOST_BYTES = 0x7fffffff;

  private TlsTraffic() {}

  /**
   * The handshake has ended.
   *
   * @param bytes in both directions; negative when unknown
   */
  static long begun(long segmentsIn, long segmentsOut, long bytes) {
    return pack(BEGUN, segmentsIn, segmentsOut, bytes);
  }

  /** Our close_notify is about to be sent. */
  static long ended(long exchanges, long bytes) {
    return pack(ENDED, exchanges, 0, bytes);
  }

  private static long pack(long kind, long in, long out, long bytes) {
    return kind
        | Math.min(Math.max(in, 0), MOST_SEGMENTS) << IN_SHIFT
        | Math.min(Math.max(out, 0), MOST_SEGMENTS) << OUT_SHIFT
        | Math.min(Math.max(bytes, 0), MOST_BYTES) << BYTES_SHIFT;
  }

  static boolean isBegun(long traffic) {
    return (traffic & KIND) == BEGUN;
  }

  private static boolean isEnded(long traffic) {
    return (traffic & KIND) == ENDED;
  }

  /** Exchanges without those of the handshake and of the farewell. */
  static long exchanges(long traffic, long segmentsIn, long segmentsOut) {
    long in = traffic >>> IN_SHIFT & MOST_SEGMENTS;
    if (isEnded(traffic)) {
      return in;
    }
    long out = traffic >>> OUT_SHIFT & MOST_SEGMENTS;
    return Math.max(Math.min(segmentsIn - in, segmentsOut - out), 0);
  }

  /** Bytes without those of the handshake and of the farewell; negative when unknown. */
  static long bytes(long traffic, long all) {
    long counted = traffic >>> BYTES_SHIFT & MOST_BYTES;
    return isEnded(traffic) ? counted : all < 0 ? all : Math.max(all - counted, 0);
  }
}
