package io.firstfin.record;

import io.firstfin.vocabulary.TcpState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads struct tcp_info in the kernel's layout. Pure functions; any thread. */
final class TcpInfoStruct {
  // Offsets in the struct of include/uapi/linux/tcp.h.
  private static final int RETRANSMITS = 2;
  private static final int PROBES = 3;
  private static final int RETRANSMISSION_TIMEOUT = 8;
  private static final int LAST_DATA_SENT = 44;
  private static final int LAST_DATA_RECEIVED = 52;
  private static final int LAST_ACK_RECEIVED = 56;
  private static final int BYTES_ACKED = 120;
  private static final int BYTES_RECEIVED = 128;
  private static final int SEGMENTS_OUT = 136;
  private static final int BYTES_NOT_SENT = 144;
  private static final int DATA_SEGMENTS_IN = 152;
  private static final int DATA_SEGMENTS_OUT = 156;
  private static final int BYTES_SENT = 200;
  private static final int BYTES_RETRANSMITTED = 208;
  private static final int SEND_WINDOW = 228;

  /**
   * The length that includes the data segments, which Linux 4.6 added. A shorter answer is used
   * only for the state.
   */
  static final int LEAST_BYTES = 160;

  /** The length that includes the retransmitted bytes, which Linux 4.19 added. */
  static final int BYTES = 216;

  /** The length that includes the peer's window, which Linux 5.4 added. */
  static final int BYTES_WITH_WINDOW = 232;

  /**
   * The most bytes that are taken for a farewell. A side that closes a connection can send one
   * although the connection has ended: a TLS close_notify (24 to 69 bytes with the usual ciphers),
   * an HTTP/2 GOAWAY (17 bytes and those of TLS), a database's quit (5). Requests are mostly
   * longer; a request of HTTP is hardly ever shorter.
   */
  private static final int LONGEST_FAREWELL = 80;

  /**
   * With at most so many data segments out for each segment in, traffic is not one-way: a large
   * request has as many.
   */
  private static final int ONE_WAY_SEGMENTS = 16;

  private static final long JUST_BEFORE_MILLIS = 1000;

  private static final boolean IS_BIG_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;

  private TcpInfoStruct() {}

  /**
   * The answer of {@code length} bytes at {@code at}, for {@link TcpInfo}.
   *
   * @param tls the connection's {@link TlsTraffic}
   * @param ended whether the answer reads CLOSED after an end by both FINs. The acknowledgement
   *     that came last is that of our FIN, so that it does not show how long no data had moved
   */
  static long pack(ByteBuffer view, int at, int length, long tls, boolean ended) {
    int retransmits = view.get(at + RETRANSMITS) & 0xff;
    long flags = (retransmits | view.get(at + PROBES)) == 0 ? 0 : TcpInfo.UNANSWERED;
    int state = view.get(at) & 0xff;
    if (length < LEAST_BYTES) {
      return TcpInfo.pack(state, flags, -1, -1, -1, -1, -1);
    }
    long in = unsigned(view, at + DATA_SEGMENTS_IN);
    long out = unsigned(view, at + DATA_SEGMENTS_OUT);
    long arrived = view.getLong(at + BYTES_RECEIVED);
    long bytes = -1;
    if (length >= BYTES) {
      long left = view.getLong(at + BYTES_SENT) - view.getLong(at + BYTES_RETRANSMITTED);
      // The kernel counts a client's SYN as one acknowledged byte.
      long unacknowledged = left - view.getLong(at + BYTES_ACKED);
      flags |= unacknowledged > 0 ? TcpInfo.UNACKNOWLEDGED : 0;
      boolean sentAgain = retransmits > 0 && !hasPeersFin(state);
      if (unacknowledged > 0 && unacknowledged <= LONGEST_FAREWELL && !sentAgain) {
        flags |= TcpInfo.MAYBE_FAREWELL;
      }
      bytes = bytes(view, at, length) - (ended && in > 0 ? 1 : 0);
    }
    flags |= dataBytes(arrived, state) == (ended ? 1 : 0) ? TcpInfo.NOTHING_RECEIVED : 0;
    // For a direction without data the kernel gives the time of the handshake, or none.
    long sent = out == 0 ? -1 : unsigned(view, at + LAST_DATA_SENT);
    long received = in == 0 ? -1 : unsigned(view, at + LAST_DATA_RECEIVED);
    if (sent >= 0 && retransmits > 0) {
      // The time-out doubles with each retransmission. The sum of the intervals so far is therefore
      // the time-out now, minus the first one.
      long timeout = unsigned(view, at + RETRANSMISSION_TIMEOUT) / 1000;
      sent += timeout - (timeout >> Math.min(retransmits, 63));
    }
    long acknowledging = unsigned(view, at + LAST_ACK_RECEIVED);
    if (out > ONE_WAY_SEGMENTS * in && Math.abs(acknowledging - sent) < JUST_BEFORE_MILLIS) {
      flags |= TcpInfo.ONE_WAY;
    }
    long exchanges = Math.min(in, out);
    if (tls != TlsTraffic.NONE) {
      flags |= TcpInfo.TLS;
      exchanges = TlsTraffic.exchanges(tls, in, out);
      bytes = TlsTraffic.bytes(tls, bytes);
    }
    boolean lost = (flags & TcpInfo.UNACKNOWLEDGED) != 0;
    return TcpInfo.pack(
        state,
        flags,
        exchanges,
        sent,
        received,
        ended ? -1 : quiet(lost ? -1 : sent, received, acknowledging),
        bytes);
  }

  /**
   * Whether certainly no data has arrived. Reads single bytes, because the FIN waits for this,
   * maybe in the interpreter.
   */
  static boolean hasReceivedNothing(byte[] answer, int at, int length) {
    if (length < LEAST_BYTES) {
      return false;
    }
    int first = at + BYTES_RECEIVED;
    int lowest = IS_BIG_ENDIAN ? first + 7 : first;
    for (int i = first; i < first + 8; i++) {
      if (i != lowest && answer[i] != 0) {
        return false;
      }
    }
    return answer[lowest] == (hasPeersFin(answer[at] & 0xff) ? 1 : 0);
  }

  /** Bytes of data in both directions; -1 when unknown. */
  private static long bytes(ByteBuffer view, int at, int length) {
    if (length < BYTES) {
      return -1;
    }
    long left = view.getLong(at + BYTES_SENT) - view.getLong(at + BYTES_RETRANSMITTED);
    long arrived = view.getLong(at + BYTES_RECEIVED);
    return left
        + (view.getInt(at + DATA_SEGMENTS_IN) == 0 ? 0 : dataBytes(arrived, view.get(at) & 0xff));
  }

  /** The kernel counts the peer's FIN as one byte that arrived. */
  private static long dataBytes(long arrived, int state) {
    return arrived - (hasPeersFin(state) ? 1 : 0);
  }

  /**
   * The {@link TlsTraffic} when a handshake has ended.
   *
   * @param unread bytes that arrived after the handshake and that nobody has read; mostly of one
   *     segment
   */
  static long tlsBegun(ByteBuffer view, int at, int length, long unread) {
    if (length < LEAST_BYTES) {
      return TlsTraffic.begun(0, 0, -1);
    }
    return TlsTraffic.begun(
        unsigned(view, at + DATA_SEGMENTS_IN) - (unread > 0 ? 1 : 0),
        unsigned(view, at + DATA_SEGMENTS_OUT),
        bytes(view, at, length) - Math.max(unread, 0));
  }

  /** The {@link TlsTraffic} when our close_notify is about to be sent. */
  static long tlsEnded(ByteBuffer view, int at, int length, long begun) {
    if (length < LEAST_BYTES) {
      return begun;
    }
    long exchanges =
        TlsTraffic.exchanges(
            begun,
            // A peer that has closed mostly sent its close_notify before.
            unsigned(view, at + DATA_SEGMENTS_IN) - (hasPeersFin(view.get(at) & 0xff) ? 1 : 0),
            unsigned(view, at + DATA_SEGMENTS_OUT));
    return TlsTraffic.ended(exchanges, TlsTraffic.bytes(begun, bytes(view, at, length)));
  }

  /** tcpi_segs_out (since Linux 4.2); {@link SocketProbe#NO_ANSWER} in a shorter answer. */
  static long segmentsOut(ByteBuffer view, int at, int length) {
    return length < BYTES_NOT_SENT ? SocketProbe.NO_ANSWER : unsigned(view, at + SEGMENTS_OUT);
  }

  /**
   * Whether this end's FIN has been sent: then one byte more is written than the data that was
   * sent. The kernel counts a client's SYN as one acknowledged byte. Only for answers of {@link
   * #BYTES}.
   *
   * @param unacknowledged what SIOCOUTQ says; 0 asks whether the FIN is acknowledged
   */
  static boolean hasSentFin(ByteBuffer view, int at, boolean isClient, long unacknowledged) {
    long left = view.getLong(at + BYTES_SENT) - view.getLong(at + BYTES_RETRANSMITTED);
    long written = view.getLong(at + BYTES_ACKED) - (isClient ? 1 : 0) + unacknowledged;
    return view.getInt(at + BYTES_NOT_SENT) == 0 && written == left + 1;
  }

  private static boolean hasPeersFin(int state) {
    return state == TcpState.CLOSE_WAIT.number()
        || state == TcpState.LAST_ACK.number()
        || state == TcpState.CLOSING.number();
  }

  /**
   * Milliseconds from the last data to the last acknowledgement; -1 when there was no data. All
   * arguments are ages. Data that arrives carries an acknowledgement, so that received data is
   * never younger than the last one; sent data can be.
   */
  private static long quiet(long sent, long received, long acknowledging) {
    long sinceReceived = received < 0 ? -1 : Math.max(received - acknowledging, 0);
    if (sent < acknowledging) {
      return sinceReceived;
    }
    long sinceSent = sent - acknowledging;
    return sinceReceived < 0 ? sinceSent : Math.min(sinceReceived, sinceSent);
  }

  /** What the answer says about how a connection may have ended. */
  static GiveUp giveUp(ByteBuffer view, int at, int length) {
    GiveUp end = new GiveUp();
    end.retransmits = view.get(at + RETRANSMITS) & 0xff;
    end.probes = view.get(at + PROBES) & 0xff;
    end.retransmissionTimeout = unsigned(view, at + RETRANSMISSION_TIMEOUT) / 1000;
    end.quiet =
        Math.min(unsigned(view, at + LAST_DATA_RECEIVED), unsigned(view, at + LAST_ACK_RECEIVED));
    end.unsent = view.getInt(at + BYTES_NOT_SENT) != 0;
    end.inFlight =
        length >= BYTES
            && view.getLong(at + BYTES_SENT) - view.getLong(at + BYTES_RETRANSMITTED)
                > view.getLong(at + BYTES_ACKED);
    end.windowShut = length < BYTES_WITH_WINDOW || view.getInt(at + SEND_WINDOW) == 0;
    return end;
  }

  private static long unsigned(ByteBuffer view, int at) {
    return view.getInt(at) & 0xffffffffL;
  }
}
