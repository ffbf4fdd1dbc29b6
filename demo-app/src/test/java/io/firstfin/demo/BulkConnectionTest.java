package io.firstfin.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BulkConnectionTest {
  private static final long BYTES = 100L * BulkConnection.CHUNK;
  private static final long NEAR_THE_END = 0xFFFF_FFF0L;
  private static final BulkConnection FIRST =
      new BulkConnection(40_000, 8080, NEAR_THE_END, 7, BYTES, 1);

  @Test
  void strayCarriesTheByteThatIsAwaited() {
    Segment stray = FIRST.stray(after(10L * BulkConnection.CHUNK + 5)).get();
    long awaited = NEAR_THE_END + 1 + 12L * BulkConnection.CHUNK + 5 & Segment.SEQUENCE_MASK;
    assertTrue(stray.sequence() <= awaited && awaited < stray.end(), stray::toString);
  }

  @Test
  void strayTellsWhichByteOfTheFirstConnectionItIs() {
    // Request and response come before the lines.
    Segment stray = FIRST.stray(after(0)).get();
    String text = new String(stray.payload(), StandardCharsets.US_ASCII);
    assertEquals(
        String.format(
            "1st connection, byte %010d", BulkConnection.SECOND_BYTES - BulkConnection.CHUNK),
        text.lines().findFirst().get());
  }

  @Test
  void strayAcknowledgesNoMoreThanTheServerHasSent() {
    Handshake serverBehind = new Handshake(after(0).clientIsn(), 7 - 1);
    assertTrue(FIRST.stray(serverBehind).isEmpty());
  }

  @Test
  void noneFitsOnceTheInitialNumbersHaveOvertakenTheConnection() {
    assertTrue(FIRST.stray(after(BYTES)).isEmpty());
  }

  /** A handshake in which both initial sequence numbers have advanced. */
  private static Handshake after(long moved) {
    return new Handshake(NEAR_THE_END + moved & Segment.SEQUENCE_MASK, 7 + moved);
  }
}
