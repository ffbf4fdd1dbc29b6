package io.firstfin.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.vocabulary.TcpState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TcpAnswerTest {
  private static final int WHOLE = TcpInfoStruct.BYTES;

  /** Offsets in struct tcp_info (include/uapi/linux/tcp.h). */
  private static final int BYTES_RECEIVED = 128;

  private static final int SEGMENTS_OUT = 136;
  private static final int BYTES_ACKED = 120;
  private static final int BYTES_NOT_SENT = 144;
  private static final int BYTES_SENT = 200;
  private static final int BYTES_RETRANSMITTED = 208;

  @Test
  void whatCouldNotBeAskedIsUnknown() {
    assertEquals(-1, TcpAnswer.NONE.state());
    assertEquals(-1, TcpAnswer.NONE.segmentsOut());
    assertEquals(TcpInfo.UNKNOWN, TcpAnswer.NONE.info(TlsTraffic.NONE, false));
    assertFalse(TcpAnswer.NONE.hasReceivedNothing());
  }

  @Test
  void theStateAndTheSegmentsAreTheKernels() {
    TcpAnswer answer = answer(WHOLE, TcpState.FIN_WAIT_2, 5);

    assertEquals(TcpState.FIN_WAIT_2.number(), answer.state());
    assertEquals(9, answer.segmentsOut());
    assertEquals(TcpState.FIN_WAIT_2.number(), TcpInfo.state(answer.info(TlsTraffic.NONE, false)));
  }

  @ParameterizedTest
  @CsvSource({
    "ESTABLISHED, 0, true",
    "ESTABLISHED, 1, false",
    "ESTABLISHED, 256, false",
    "ESTABLISHED, 72057594037927936, false",
    "CLOSE_WAIT, 0, false",
    "CLOSE_WAIT, 1, true",
    "CLOSE_WAIT, 257, false",
  })
  void thePeersFinIsNoData(TcpState state, long received, boolean isNothing) {
    TcpAnswer answer = answer(WHOLE, state, received);

    assertEquals(isNothing, answer.hasReceivedNothing());
  }

  @ParameterizedTest
  @CsvSource({"ESTABLISHED, 0", "ESTABLISHED, 7", "CLOSE_WAIT, 1", "CLOSE_WAIT, 300"})
  void bothWaysOfReadingAgree(TcpState state, long received) {
    TcpAnswer answer = answer(WHOLE, state, received);

    assertEquals(
        TcpInfo.is(answer.info(TlsTraffic.NONE, false), TcpInfo.NOTHING_RECEIVED),
        answer.hasReceivedNothing());
  }

  @Test
  void aKernelThatDoesNotCountBytesLeavesThemUnknown() {
    TcpAnswer answer = answer(104, TcpState.ESTABLISHED, 0);

    assertEquals(TcpState.ESTABLISHED.number(), answer.state());
    assertFalse(answer.hasReceivedNothing());
    assertEquals(-1, answer.segmentsOut());
  }

  @ParameterizedTest
  @CsvSource({
    // this end has connected, bytes sent, sent again, acknowledged, not acknowledged, not sent, FIN
    "false, 100, 0, 101, 0, 0, true",
    "false, 100, 0, 100, 1, 0, true",
    "false, 100, 0, 40, 61, 0, true",
    "false, 100, 0, 100, 0, 0, false",
    "false, 100, 0, 40, 60, 0, false",
    "false, 140, 40, 101, 0, 0, true",
    "true, 100, 0, 102, 0, 0, true",
    "true, 100, 0, 101, 1, 0, true",
    "true, 100, 0, 101, 0, 0, false",
    "true, 0, 0, 1, 1, 0, true",
    "true, 0, 0, 1, 0, 0, false",
    // The FIN waits with data that the peer's window did not admit.
    "false, 100, 0, 100, 11, 11, false",
  })
  void aFinIsOneByteMoreThanTheDataThatWasSent(
      boolean isClient,
      long sent,
      long again,
      long acknowledged,
      long open,
      int unsent,
      boolean hasSentFin) {
    TcpAnswer answer = counting(WHOLE, sent, again, acknowledged, unsent);

    assertEquals(hasSentFin, answer.hasSentFin(isClient, open));
  }

  @Test
  void anAnswerWithoutCountsTellsOfNoFin() {
    TcpAnswer answer = counting(TcpInfoStruct.LEAST_BYTES, 100, 0, 101, 0);

    assertFalse(answer.tellsFinSent());
    assertFalse(answer.hasSentFin(false, 0));
    assertFalse(TcpAnswer.NONE.hasSentFin(false, 0));
  }

  @Test
  void afterTheEndThePeersFinIsNoDataAndTheLastAcknowledgementTellsNothing() {
    TcpAnswer answer = answer(WHOLE, TcpState.CLOSED, 1);

    assertFalse(TcpInfo.is(answer.info(TlsTraffic.NONE, false), TcpInfo.NOTHING_RECEIVED));
    long ended = answer.info(TlsTraffic.NONE, true);
    assertTrue(TcpInfo.is(ended, TcpInfo.NOTHING_RECEIVED));
    assertEquals(0, TcpInfo.bytes(ended));
    assertEquals(-1, TcpInfo.quietMillis(ended));
  }

  @Test
  void anAnswerThatIsPackedAlreadyIsReadToo() {
    long info = TcpInfo.pack(1, TcpInfo.NOTHING_RECEIVED, -1, -1, -1, -1, -1);
    TcpAnswer answer = TcpAnswer.of(info, 3);

    assertEquals(TcpState.ESTABLISHED.number(), answer.state());
    assertEquals(3, answer.segmentsOut());
    assertTrue(answer.hasReceivedNothing());
    assertEquals(info, answer.info(TlsTraffic.NONE, false));
  }

  private static TcpAnswer counting(
      int length, long sent, long again, long acknowledged, int unsent) {
    return bytes(length, TcpState.CLOSED)
        .count(BYTES_ACKED, acknowledged)
        .count(BYTES_NOT_SENT, unsent)
        .count(BYTES_SENT, sent)
        .count(BYTES_RETRANSMITTED, again)
        .answer();
  }

  private static TcpAnswer answer(int length, TcpState state, long received) {
    return bytes(length, state).count(BYTES_RECEIVED, received).count(SEGMENTS_OUT, 9).answer();
  }

  /** The answer on a connection with these counts of bytes, and of segments sent. */
  static TcpAnswer answer(
      TcpState state, long received, long sent, long acknowledged, long segments) {
    return bytes(WHOLE, state)
        .count(SEGMENTS_OUT, segments)
        .count(BYTES_RECEIVED, received)
        .count(BYTES_SENT, sent)
        .count(BYTES_ACKED, acknowledged)
        .answer();
  }

  private static Bytes bytes(int length, TcpState state) {
    return new Bytes(length, state);
  }

  /** The bytes of an answer; what is not counted is 0. */
  private static final class Bytes {
    private final byte[] bytes = new byte[TcpAnswer.BYTES];
    private final ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());

    Bytes(int length, TcpState state) {
      view.putInt(0, length);
      view.put(TcpAnswer.STRUCT, (byte) state.number());
    }

    /** The counts of 32 bits are followed by others that no test reads, or by 0. */
    Bytes count(int offset, long value) {
      view.putLong(TcpAnswer.STRUCT + offset, value);
      return this;
    }

    TcpAnswer answer() {
      return TcpAnswer.of(bytes);
    }
  }
}
