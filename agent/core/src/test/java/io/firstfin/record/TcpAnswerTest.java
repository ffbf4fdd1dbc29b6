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

  @Test
  void whatCouldNotBeAskedIsUnknown() {
    assertEquals(-1, TcpAnswer.NONE.state());
    assertEquals(-1, TcpAnswer.NONE.segmentsOut());
    assertEquals(TcpInfo.UNKNOWN, TcpAnswer.NONE.info(TlsTraffic.NONE));
    assertFalse(TcpAnswer.NONE.hasReceivedNothing());
  }

  @Test
  void theStateAndTheSegmentsAreTheKernels() {
    TcpAnswer answer = answer(WHOLE, TcpState.FIN_WAIT_2, 5);

    assertEquals(TcpState.FIN_WAIT_2.number(), answer.state());
    assertEquals(9, answer.segmentsOut());
    assertEquals(TcpState.FIN_WAIT_2.number(), TcpInfo.state(answer.info(TlsTraffic.NONE)));
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
        TcpInfo.is(answer.info(TlsTraffic.NONE), TcpInfo.NOTHING_RECEIVED),
        answer.hasReceivedNothing());
  }

  @Test
  void aKernelThatDoesNotCountBytesLeavesThemUnknown() {
    TcpAnswer answer = answer(104, TcpState.ESTABLISHED, 0);

    assertEquals(TcpState.ESTABLISHED.number(), answer.state());
    assertFalse(answer.hasReceivedNothing());
    assertEquals(-1, answer.segmentsOut());
  }

  @Test
  void anAnswerThatIsPackedAlreadyIsReadToo() {
    long info = TcpInfo.pack(1, TcpInfo.NOTHING_RECEIVED, -1, -1, -1, -1, -1);
    TcpAnswer answer = TcpAnswer.of(info, 3);

    assertEquals(TcpState.ESTABLISHED.number(), answer.state());
    assertEquals(3, answer.segmentsOut());
    assertTrue(answer.hasReceivedNothing());
    assertEquals(info, answer.info(TlsTraffic.NONE));
  }

  private static TcpAnswer answer(int length, TcpState state, long received) {
    byte[] bytes = new byte[TcpAnswer.BYTES];
    ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    view.putInt(0, length);
    view.put(TcpAnswer.STRUCT, (byte) state.number());
    view.putLong(TcpAnswer.STRUCT + BYTES_RECEIVED, received);
    view.putInt(TcpAnswer.STRUCT + SEGMENTS_OUT, 9);
    return TcpAnswer.of(bytes);
  }
}
