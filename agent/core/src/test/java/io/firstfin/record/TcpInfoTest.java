package io.firstfin.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.vocabulary.TcpState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpInfoTest {
  @Test
  void withoutAnAnswerNothingIsKnown() {
    long info = TcpInfo.UNKNOWN;

    assertEquals(-1, TcpInfo.state(info));
    assertEquals(-1, TcpInfo.exchanges(info));
    assertEquals(-1, TcpInfo.sentMillis(info));
    assertEquals(-1, TcpInfo.receivedMillis(info));
    assertEquals(-1, TcpInfo.quietMillis(info));
    assertEquals(-1, TcpInfo.bytes(info));
    assertFalse(TcpInfo.is(info, TcpInfo.UNANSWERED));
    assertFalse(TcpInfo.is(info, TcpInfo.UNACKNOWLEDGED));
  }

  @Test
  void aStateAloneLeavesTheRestUnknown() {
    long info = TcpInfo.pack(TcpState.CLOSE_WAIT.number(), 0, -1, -1, -1, -1, -1);

    assertTrue(info >= 0);
    assertEquals(TcpState.CLOSE_WAIT.number(), TcpInfo.state(info));
    assertEquals(-1, TcpInfo.exchanges(info));
    assertEquals(-1, TcpInfo.sentMillis(info));
    assertEquals(-1, TcpInfo.bytes(info));
  }

  @Test
  void partsDoNotDisturbEachOther() {
    long info =
        TcpInfo.pack(
            TcpState.CLOSED.number(), TcpInfo.UNACKNOWLEDGED, 32_766, 0, 0xffffffffL, 16, 1 << 20);

    assertEquals(TcpState.CLOSED.number(), TcpInfo.state(info));
    assertTrue(TcpInfo.is(info, TcpInfo.UNACKNOWLEDGED));
    assertFalse(TcpInfo.is(info, TcpInfo.UNANSWERED));
    assertFalse(TcpInfo.is(info, TcpInfo.NOTHING_RECEIVED));
    assertEquals(32_766, TcpInfo.exchanges(info));
    assertEquals(0, TcpInfo.sentMillis(info));
    assertTrue(TcpInfo.receivedMillis(info) > 4_100_000_000L);
    assertEquals(16, TcpInfo.quietMillis(info));
    assertEquals(1 << 20, TcpInfo.bytes(info));
  }

  @Test
  void whatMayBeAFarewellIsCountedBesideTheBytes() {
    long unknown = TcpInfo.pack(1, TcpInfo.MAYBE_FAREWELL, -1, -1, -1, -1, -1);

    assertTrue(TcpInfo.is(unknown, TcpInfo.MAYBE_FAREWELL));
    assertEquals(-1, TcpInfo.bytes(unknown));
    assertFalse(
        TcpInfo.is(TcpInfo.pack(1, 0, -1, -1, -1, -1, Long.MAX_VALUE), TcpInfo.MAYBE_FAREWELL));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 31, 32, 63, 64, 300, 1_200, 60_000, 7_200_000, 0xffffffffL})
  void aTimeIsExactToTwoPercent(long millis) {
    long read = TcpInfo.sentMillis(TcpInfo.pack(1, 0, -1, millis, -1, -1, -1));

    assertTrue(Math.abs(millis - read) * 50 <= millis, read + " of " + millis);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 3, 4, 150, 1 << 30, Long.MAX_VALUE})
  void bytesAreRoundedDownByAQuarterAtMost(long bytes) {
    long read = TcpInfo.bytes(TcpInfo.pack(1, 0, -1, -1, -1, -1, bytes));

    assertTrue(read <= bytes, read + " of " + bytes);
    assertTrue(bytes - read <= bytes / 4, read + " of " + bytes);
  }

  @Test
  void moreExchangesThanThereIsRoomForAreTheMost() {
    assertEquals(32_766, TcpInfo.exchanges(TcpInfo.pack(1, 0, 1 << 20, -1, -1, -1, -1)));
  }
}
