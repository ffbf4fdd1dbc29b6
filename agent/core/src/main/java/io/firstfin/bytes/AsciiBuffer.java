package io.firstfin.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of ASCII text, appended one after another to an array that is used again. One thread. */
public final class AsciiBuffer {
  /** Digits of the longest number. */
  private static final int MOST_DIGITS = 20;

  private byte[] bytes;
  private int size;

  /** A buffer that has room for so many bytes at first, and grows. */
  public AsciiBuffer(int room) {
    bytes = new byte[room];
  }

  /** The bytes of a text, to be appended more than once. */
  public static byte[] bytes(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }

  /** How many bytes were appended since the last {@link #clear}. */
  public int size() {
    return size;
  }

  /** The array; the first {@link #size} bytes count, until the next call. */
  public byte[] array() {
    return bytes;
  }

  public void clear() {
    size = 0;
  }

  public AsciiBuffer append(byte[] piece) {
    return append(piece, piece.length);
  }

  /** Appends the first {@code length} bytes. */
  public AsciiBuffer append(byte[] piece, int length) {
    reserve(length);
    System.arraycopy(piece, 0, bytes, size, length);
    size += length;
    return this;
  }

  public AsciiBuffer append(char ascii) {
    reserve(1);
    bytes[size++] = (byte) ascii;
    return this;
  }

  public AsciiBuffer append(long number) {
    reserve(MOST_DIGITS);
    if (number < 0) {
      bytes[size++] = '-';
    }
    int digits = 1;
    for (long left = number / 10; left != 0; left /= 10) {
      digits++;
    }
    long left = number;
    for (int at = size + digits - 1; at >= size; at--) {
      bytes[at] = (byte) ('0' + Math.abs(left % 10));
      left /= 10;
    }
    size += digits;
    return this;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  @Override
  public String toString() {
    return new String(bytes, 0, size, StandardCharsets.US_ASCII);
  }
}
