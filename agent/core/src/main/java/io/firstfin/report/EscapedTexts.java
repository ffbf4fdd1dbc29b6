package io.firstfin.report;

import io.firstfin.bytes.AsciiBuffer;

/**
 * What stands between the quotes of texts in JSON. A text that was asked for lately, such as a line
 * of code, is not escaped again. Bounded; one thread.
 */
final class EscapedTexts {
  /** A power of two. */
  private static final int KEPT = 256;

  private final String[] texts = new String[KEPT];
  private final byte[][] escaped = new byte[KEPT][];

  byte[] of(String text) {
    int hash = text.hashCode();
    int slot = (hash ^ hash >>> 16) & KEPT - 1;
    if (!text.equals(texts[slot])) {
      StringBuilder json = new StringBuilder(text.length());
      JsonWriter.escape(text, json);
      escaped[slot] = AsciiBuffer.bytes(json.toString());
      texts[slot] = text;
    }
    return escaped[slot];
  }
}
