package io.firstfin.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class DatagramCopyTest {
  @Test
  void eachNumberIsThatOfTheBuffer() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
    for (int i = 0; i < 16; i++) {
      bytes.put(i, (byte) (0xa0 + i));
    }
    DatagramCopy copy = new DatagramCopy();

    copy.take(bytes, 16);

    assertEquals(bytes.getInt(4), copy.int32(4));
    assertEquals(0xa4a5a6a7, copy.network32(4));
    assertEquals(0xa4a5a6a7a8a9aaabL, copy.network64(4));
    assertEquals(bytes.getShort(8) & 0xffff, copy.first16(8));
    assertEquals(bytes.getShort(10) & 0xffff, copy.last16(8));
    for (int i = 0; i < 16; i++) {
      assertEquals(0xa0 + i, copy.byte8(i));
    }
  }

  @Test
  void bytesAfterTheLastWholeWordAreThere() {
    byte[] array = {1, 2, 3, 4, 5, 6, 7};
    DatagramCopy copy = new DatagramCopy();

    for (int length = 0; length <= array.length; length++) {
      copy.take(ByteBuffer.wrap(array), length);
      for (int i = 0; i < length; i++) {
        assertEquals(array[i], copy.byte8(i), "byte " + i + " of " + length);
      }
    }
  }

  @Test
  void aLongerDatagramThanTheLastOneFits() {
    DatagramCopy copy = new DatagramCopy();
    copy.take(ByteBuffer.allocate(8), 8);
    ByteBuffer longer = ByteBuffer.allocate(40_000);
    longer.put(39_999, (byte) 9);

    copy.take(longer, 40_000);

    assertEquals(9, copy.byte8(39_999));
  }
}
