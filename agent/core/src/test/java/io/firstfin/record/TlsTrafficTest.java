package io.firstfin.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures are those of HTTPS calls of the JDK's own client and server. */
class TlsTrafficTest {
  private static final int ESTABLISHED = 1;
  private static final int CLOSE_WAIT = 8;

  @ParameterizedTest
  @CsvSource({
    // Segments in and out: at the end of the handshake, when the farewell begins, at the close.
    "1.3,           5, 3, 8, 4, 9, 6, 1",
    "1.3 resumed,   3, 3, 6, 4, 6, 6, 1",
    "1.2,           6, 4, 8, 5, 8, 6, 1",
    "1.2 resumed,   3, 2, 5, 3, 5, 4, 1",
    "1.3 20 calls,  5, 3, 47, 23, 47, 25, 20",
    "no call,       5, 3, 7, 3, 7, 5, 0",
  })
  void theHandshakeAndTheFarewellAreNoExchanges(
      String version, int in, int out, int lastIn, int lastOut, int allIn, int allOut, int calls) {
    long begun = TcpInfoStruct.tlsBegun(kernel(ESTABLISHED, in, out, 3000), 0, 216, 0);
    long ended = TcpInfoStruct.tlsEnded(kernel(ESTABLISHED, lastIn, lastOut, 3600), 0, 216, begun);

    long info = TcpInfoStruct.pack(kernel(ESTABLISHED, allIn, allOut, 3700), 0, 216, ended, false);

    assertEquals(calls, TcpInfo.exchanges(info));
    assertEquals(512, TcpInfo.bytes(info));
    assertTrue(TcpInfo.is(info, TcpInfo.TLS));
  }

  @Test
  void withoutAFarewellTheCloseIsTheEnd() {
    long begun = TcpInfoStruct.tlsBegun(kernel(ESTABLISHED, 5, 3, 3000), 0, 216, 0);

    long info = TcpInfoStruct.pack(kernel(ESTABLISHED, 9, 5, 3600), 0, 216, begun, false);

    assertEquals(2, TcpInfo.exchanges(info));
    assertEquals(512, TcpInfo.bytes(info));
  }

  @Test
  void aRequestThatCameWithTheEndOfTheHandshakeCounts() {
    long begun = TcpInfoStruct.tlsBegun(kernel(ESTABLISHED, 3, 5, 3200), 0, 216, 200);

    long info = TcpInfoStruct.pack(kernel(ESTABLISHED, 3, 8, 3600), 0, 216, begun, false);

    assertEquals(1, TcpInfo.exchanges(info));
  }

  @Test
  void thePeersFarewellIsNoExchange() {
    long begun = TcpInfoStruct.tlsBegun(kernel(ESTABLISHED, 3, 5, 3000), 0, 216, 0);

    long ended = TcpInfoStruct.tlsEnded(kernel(CLOSE_WAIT, 5, 8, 3600), 0, 216, begun);

    assertEquals(
        1,
        TcpInfo.exchanges(TcpInfoStruct.pack(kernel(CLOSE_WAIT, 5, 9, 0), 0, 216, ended, false)));
  }

  @Test
  void aShortAnswerOfTheKernelIsNoTls() {
    long begun = TcpInfoStruct.tlsBegun(kernel(ESTABLISHED, 3, 5, 3000), 0, 104, 0);

    long info = TcpInfoStruct.pack(kernel(ESTABLISHED, 3, 5, 3000), 0, 104, begun, false);

    assertEquals(-1, TcpInfo.exchanges(info));
  }

  @Test
  void withoutTlsAllSegmentsCount() {
    long info = TcpInfoStruct.pack(kernel(ESTABLISHED, 3, 5, 3000), 0, 216, TlsTraffic.NONE, false);

    assertEquals(3, TcpInfo.exchanges(info));
    assertFalse(TcpInfo.is(info, TcpInfo.TLS));
  }

  @Test
  void exchangesOfAnEngineTakeTheirPlaceWithoutTouchingTheRest() {
    long info = TcpInfo.pack(ESTABLISHED, TcpInfo.ONE_WAY, 4, 10, 20, 5, 700);

    assertEquals(1, TcpInfo.exchanges(TcpInfo.withTls(info, 1)));
    assertEquals(-1, TcpInfo.exchanges(TcpInfo.withTls(info, -1)));
    assertEquals(20, TcpInfo.receivedMillis(TcpInfo.withTls(info, 1)));
    assertEquals(TcpInfo.bytes(info), TcpInfo.bytes(TcpInfo.withTls(info, 1)));
    assertTrue(TcpInfo.is(TcpInfo.withTls(info, 1), TcpInfo.ONE_WAY));
  }

  /** A struct tcp_info in which a hundred bytes were received, and all others sent. */
  private static ByteBuffer kernel(int state, int in, int out, long bytes) {
    ByteBuffer view = ByteBuffer.allocate(216).order(ByteOrder.nativeOrder());
    view.put(0, (byte) state);
    view.putLong(128, 100 + (state == CLOSE_WAIT ? 1 : 0));
    view.putInt(152, in);
    view.putInt(156, out);
    view.putLong(200, Math.max(bytes - 100, 0));
    view.putLong(120, Math.max(bytes - 100, 0));
    return view;
  }
}
