package io.firstfin.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsciiBufferTest {
  private final AsciiBuffer buffer = new AsciiBuffer(1);

  @Test
  void piecesAreAppendedOneAfterAnother() {
    buffer.append(AsciiBuffer.bytes("port")).append(' ').append(6379);
    assertEquals("port 6379", buffer.toString());
    assertEquals(9, buffer.size());

    buffer.clear();
    assertEquals("", buffer.toString());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 7, 10, 999, -1, -120, Long.MAX_VALUE, Long.MIN_VALUE})
  void numbersAreDecimal(long number) {
    buffer.append(number);
    assertEquals(Long.toString(number), buffer.toString());
  }
}
