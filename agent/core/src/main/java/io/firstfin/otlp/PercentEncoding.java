package io.firstfin.otlp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * {@code a%20b} is {@code a b}, as RFC 3986 defines it: a plus is a plus, unlike in a form's data.
 */
final class PercentEncoding {
  private PercentEncoding() {}

  /**
   * Returns the decoded text.
   *
   * @throws IllegalArgumentException when it is not in this encoding, or not UTF-8; its message
   *     omits the text, which may be secret
   */
  static String decode(String encoded) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(encoded))).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not in percent encoding");
    }
  }

  /** Encodes a text so that {@link #decode} returns it. */
  static byte[] bytes(String encoded) {
    byte[] text = encoded.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(text.length);
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '%') {
        decoded.write(digit(text, i + 1) << 4 | digit(text, i + 2));
        i += 2;
      } else {
        decoded.write(text[i]);
      }
    }
    return decoded.toByteArray();
  }

  private static int digit(byte[] text, int index) {
    int digit = index < text.length ? Character.digit(text[index], 16) : -1;
    if (digit < 0) {
      throw new IllegalArgumentException("not in percent encoding");
    }
    return digit;
  }
}
