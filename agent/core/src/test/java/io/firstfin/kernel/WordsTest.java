package io.firstfin.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void eachNumberIsThatOfTheBuffer() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
    for (int i = 0; i < 16; i++) {
      bytes.put(i, (byte) (0xa0 + i));
    }
    Words words = new Words();

    words.copy(bytes, 16);

    assertEquals(bytes.getInt(4), words.int32(4));
    assertEquals(0xa4a5a6a7, words.network32(4));
    assertEquals(0xa4a5a6a7a8a9aaabL, words.network64(4));
    assertEquals(bytes.getShort(8) & 0xffff, words.first16(8));
    assertEquals(bytes.getShort(10) & 0xffff, words.last16(8));
    for (int i = 0; i < 16; i++) {
      assertEquals(0xa0 + i, words.byte8(i));
    }
  }

  @Test
  void bytesAfterTheLastWholeWordAreThere() {
    byte[] array = {1, 2, 3, 4, 5, 6, 7};
    Words words = new Words();

    for (int length = 0; length <= array.length; length++) {
      words.copy(ByteBuffer.wrap(array), length);
      for (int i = 0; i < length; i++) {
        assertEquals(array[i], words.byte8(i), "byte " + i + " of " + length);
      }
    }
  }

  @Test
  void aLongerDatagramThanTheLastOneFits() {
    Words words = new Words();
    words.copy(ByteBuffer.allocate(8), 8);
    ByteBuffer longer = ByteBuffer.allocate(40_000);
    longer.put(39_999, (byte) 9);

    words.copy(longer, 40_000);

    assertEquals(9, words.byte8(39_999));
  }
}
