package io.firstfin.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
  @ParameterizedTest
  @ValueSource(
      ints = {
        0x0, 0x7, 0xa, 0x1b, 0x7f, 0x80, 0x85, 0x9b, 0x9f, 0x61c, 0x200e, 0x200f, 0x2028, 0x2029,
        0x202a, 0x202e, 0x2066, 0x2069, 0xd800, 0xe0001
      })
  void whatSteersATerminalBecomesAQuestionMark(int codePoint) {
    assertEquals("a?b", Printable.of("a" + new String(Character.toChars(codePoint)) + "b"));
  }

  @Test
  void lettersOfAllScriptsStay() {
    String text = "Grüße.Zähler(Ж.java:1) 日本 \ud83d\ude00";

    assertEquals(text, Printable.of(text));
  }

  @Test
  void plainTextIsNotCopied() {
    String text = "com.acme.Cache.get(Cache.java:42)";

    assertSame(text, Printable.of(text));
  }
}
