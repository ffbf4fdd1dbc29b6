package io.firstfin.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The bytes of one datagram, copied into an array of the heap: a read of an array is one
 * instruction, a read of a buffer some ten methods, which the JVM must first compile. Every offset
 * is one of bytes, from the beginning of the datagram. The caller checks it against the datagram's
 * length. One thread.
 */
final class DatagramCopy {
  private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private int[] words = {};

  /**
   * Takes the first {@code length} bytes.
   *
   * @param bytes in native order, read from index 0; at least that long
   */
  void take(ByteBuffer bytes, int length) {
    int whole = length >>> 2;
    if (whole >= words.length) {
      words = new int[Math.max(whole + 1, 2 * words.length)];
    }
    ByteBuffer all = bytes.duplicate().order(ByteOrder.nativeOrder());
    all.clear();
    all.asIntBuffer().get(words, 0, whole);
    if ((length & 3) != 0) {
      int last = 0;
      for (int i = 0; i < (length & 3); i++) {
        last |= (bytes.get(4 * whole + i) & 0xff) << shift(i);
      }
      words[whole] = last;
    }
  }

  /** The four bytes in native order; {@code at} is a multiple of four, as are those below. */
  int int32(int at) {
    return words[at >>> 2];
  }

  /** The four bytes in network order. */
  int network32(int at) {
    int word = words[at >>> 2];
    return LITTLE_ENDIAN ? Integer.reverseBytes(word) : word;
  }

  /** The eight bytes in network order. */
  long network64(int at) {
    return (long) network32(at) << 32 | network32(at + 4) & 0xffffffffL;
  }

  /** The first two of the four bytes, in native order. */
  int first16(int at) {
    return (LITTLE_ENDIAN ? int32(at) : int32(at) >>> 16) & 0xffff;
  }

  /** The last two of the four bytes, in native order. */
  int last16(int at) {
    return (LITTLE_ENDIAN ? int32(at) >>> 16 : int32(at)) & 0xffff;
  }

  /** One byte, 0 to 255; {@code at} is any number. */
  int byte8(int at) {
    return int32(at) >>> shift(at & 3) & 0xff;
  }

  private static int shift(int byteOfWord) {
    return 8 * (LITTLE_ENDIAN ? byteOfWord : 3 - byteOfWord);
  }
}
