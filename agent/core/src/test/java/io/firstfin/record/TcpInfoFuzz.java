package io.firstfin.record;

import io.firstfin.fuzz.FuzzTarget;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Answers to TCP_INFO of any length that a kernel may give. */
public final class TcpInfoFuzz {
  /** What {@link LibcProbe} has room for. */
  private static final int LONGEST = 240;

  private TcpInfoFuzz() {}

  public static FuzzTarget target() {
    return FuzzTarget.of(
        "tcp_info",
        TcpInfoFuzz::pack,
        List.of(
            new byte[TcpInfoStruct.BYTES_WITH_WINDOW],
            new byte[TcpInfoStruct.BYTES],
            new byte[TcpInfoStruct.LEAST_BYTES],
            new byte[104]));
  }

  private static void pack(byte[] input) {
    int length = Math.min(input.length, LONGEST);
    ByteBuffer view = ByteBuffer.wrap(Arrays.copyOf(input, LONGEST)).order(ByteOrder.nativeOrder());
    TcpInfoStruct.pack(view, 0, length, TlsTraffic.NONE, false);
    TcpInfoStruct.segmentsOut(view, 0, length);
    TcpInfoStruct.tlsEnded(view, 0, length, TcpInfoStruct.tlsBegun(view, 0, length, 0));
    if (length >= TcpInfoStruct.LEAST_BYTES) {
      TcpInfoStruct.giveUp(view, 0, length);
    }
    answer(input);
  }

  private static void answer(byte[] input) {
    byte[] bytes = new byte[TcpAnswer.BYTES];
    int length = Math.min(input.length, TcpInfoStruct.BYTES_WITH_WINDOW);
    ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putInt(0, length);
    System.arraycopy(input, 0, bytes, TcpAnswer.STRUCT, length);
    TcpAnswer answer = TcpAnswer.of(bytes);
    long info = answer.info(TlsTraffic.NONE, false);
    answer.segmentsOut();
    answer.hasSentFin(true, 0);
    answer.giveUp();
    if (answer.hasReceivedNothing() != TcpInfo.is(info, TcpInfo.NOTHING_RECEIVED)) {
      throw new AssertionError("two readings of bytes_received differ");
    }
  }
}
