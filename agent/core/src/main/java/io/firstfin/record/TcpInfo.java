package io.firstfin.record;

/**
 * What the kernel's TCP_INFO says about a connection (struct tcp_info, include/uapi/linux/tcp.h),
 * in the bits of one long. The long is negative when there was no answer; nothing is known then.
 */
public final class TcpInfo {
  /** The kernel gave no answer, or was not asked. */
  public static final long UNKNOWN = SocketProbe.NO_ANSWER;

  /** No byte has arrived on the connection, so that no byte can be unread. */
  static final long NOTHING_RECEIVED = 1L << 4;

  /**
   * Segments of ours were never answered: retransmissions (tcpi_retransmits), or keep-alive and
   * window probes (tcpi_probes). An answer sets these counts to 0. The kernel keeps them when it
   * gives up, and a reset does not change them.
   */
  public static final long UNANSWERED = 1L << 5;

  /**
   * The peer has not acknowledged the last data that this end sent (tcpi_bytes_sent minus
   * tcpi_bytes_retrans is more than tcpi_bytes_acked; unknown before Linux 4.19).
   */
  public static final long UNACKNOWLEDGED = 1L << 6;

  /**
   * Data went almost only from this end, and an acknowledgement arrived within a second of the last
   * data that was sent. The time since data was last received is no idle time then.
   */
  public static final long ONE_WAY = 1L << 7;

  /**
   * The {@link #UNACKNOWLEDGED} data is so little that it may be a farewell: what a protocol sends
   * just before it closes, without using the connection. This is not set where the data was sent
   * again, unless the peer has closed, because no application waits so long after a farewell.
   */
  public static final long MAYBE_FAREWELL = 1L << 62;

  /**
   * TLS was spoken, and the end of its handshake was seen. Exchanges and bytes are without those of
   * the handshake, and without our farewell.
   */
  public static final long TLS = 1L << 23;

  private static final int EXCHANGES_SHIFT = 8;
  private static final int MOST_EXCHANGES = 0x7ffe;
  private static final int EXCHANGES_MASK = 0x7fff;

  private static final int SENT_SHIFT = 24;
  private static final int RECEIVED_SHIFT = 34;
  private static final int QUIET_SHIFT = 44;
  private static final int TIME_MASK = 0x3ff;

  /** Times are exact to 2 %, so that all of the kernel's 32 bits of milliseconds fit. */
  private static final int TIME_BITS = 5;

  private static final int BYTES_SHIFT = 54;
  private static final int BYTES_MASK = 0xff;
  private static final int BYTES_BITS = 2;

  private TcpInfo() {}

  /**
   * Packs an answer. Each number except the state is negative when it is unknown.
   *
   * @param state the kernel's number of the state (include/net/tcp_states.h)
   * @param flags {@link #NOTHING_RECEIVED}, {@link #UNANSWERED}, {@link #UNACKNOWLEDGED}, {@link
   *     #ONE_WAY}, {@link #MAYBE_FAREWELL}, {@link #TLS}
   */
  static long pack(
      int state,
      long flags,
      long exchanges,
      long sentMillis,
      long receivedMillis,
      long quietMillis,
      long bytes) {
    long counted = exchanges < 0 ? EXCHANGES_MASK : Math.min(exchanges, MOST_EXCHANGES);
    return state & 0xf
        | flags
        | counted << EXCHANGES_SHIFT
        | time(sentMillis) << SENT_SHIFT
        | time(receivedMillis) << RECEIVED_SHIFT
        | time(quietMillis) << QUIET_SHIFT
        | (bytes < 0 ? BYTES_MASK : (long) LogScale.code(bytes, BYTES_BITS)) << BYTES_SHIFT;
  }

  /**
   * The same answer with TLS and other exchanges; -1 for unknown. Unlike for those whose handshake
   * was seen, the bytes include it.
   */
  public static long withTls(long info, int exchanges) {
    long counted = exchanges < 0 ? EXCHANGES_MASK : exchanges;
    return info & ~((long) EXCHANGES_MASK << EXCHANGES_SHIFT) | counted << EXCHANGES_SHIFT | TLS;
  }

  private static long time(long millis) {
    return millis < 0 ? TIME_MASK : LogScale.code(Math.min(millis, 0xffffffffL), TIME_BITS);
  }

  /** The kernel's number of the state (include/net/tcp_states.h); negative when it is unknown. */
  public static int state(long info) {
    return info < 0 ? -1 : (int) info & 0xf;
  }

  /** Whether the flag is known to be set. */
  public static boolean is(long info, long flag) {
    return info >= 0 && (info & flag) != 0;
  }

  /** Exchanges, as the smaller of data segments in and out; -1 when unknown, at most 32,766. */
  public static int exchanges(long info) {
    int counted = (int) (info >>> EXCHANGES_SHIFT) & EXCHANGES_MASK;
    return counted == EXCHANGES_MASK ? -1 : counted;
  }

  /**
   * Milliseconds since this end sent new data, to 2 %; -1 when it never did, or when this is
   * unknown. It is computed from tcpi_last_data_sent, which retransmissions also change: after
   * them, the time since the first transmission is estimated by the retransmission time-out.
   */
  public static long sentMillis(long info) {
    return time(info, SENT_SHIFT);
  }

  /**
   * Milliseconds since data arrived (tcpi_last_data_recv), to 2 %; -1 when none has, or when
   * unknown.
   */
  public static long receivedMillis(long info) {
    return time(info, RECEIVED_SHIFT);
  }

  /**
   * How long no data had moved when the last acknowledgement arrived (tcpi_last_ack_recv),
   * milliseconds to 2 %; {@link #UNACKNOWLEDGED} data is left out. A FIN carries an
   * acknowledgement. After the peer's FIN this is therefore the idle time before it, unless a
   * keep-alive probe of ours was answered in between. -1 when unknown.
   */
  public static long quietMillis(long info) {
    return time(info, QUIET_SHIFT);
  }

  private static long time(long info, int shift) {
    int code = (int) (info >>> shift) & TIME_MASK;
    return code == TIME_MASK ? -1 : LogScale.middle(code, TIME_BITS);
  }

  /** Bytes of data in both directions, rounded down by less than a quarter; -1 when unknown. */
  public static long bytes(long info) {
    int code = (int) (info >>> BYTES_SHIFT) & BYTES_MASK;
    return code == BYTES_MASK ? -1 : LogScale.number(code, BYTES_BITS);
  }
}
