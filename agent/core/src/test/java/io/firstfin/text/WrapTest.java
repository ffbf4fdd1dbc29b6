package io.firstfin.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class WrapTest {
  @Test
  void breaksAtSpacesWithinTheWidth() {
    assertEquals(List.of("one two", "three"), Wrap.lines("", "", "one two three", 8));
  }

  @Test
  void furtherLinesHang() {
    assertEquals(List.of("- one", "  two"), Wrap.lines("- ", "  ", "one two", 6));
  }

  @Test
  void aWordLongerThanTheLineStaysWhole() {
    assertEquals(
        List.of("a", "com.acme.LongName", "b"), Wrap.lines("", "", "a com.acme.LongName b", 5));
  }

  @Test
  void emptyTextIsOneLine() {
    assertEquals(List.of("- "), Wrap.lines("- ", "  ", "", 10));
  }
}
