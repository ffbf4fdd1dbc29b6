package io.firstfin.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @Test
  void countsHaveThousandsSeparatorsAndMayBeUnknown() {
    assertEquals("24,310", Numbers.count(24_310));
    assertEquals("unknown", Numbers.count(-1));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 10, 0 %",
    "1, 1000, <1 %",
    "86, 100, 86 %",
    "9999, 10000, 99.9 %",
    "10, 10, 100 %",
    "-1, 10, unknown",
    "1, 0, unknown",
  })
  void sharesNeverRoundToAllOrNothing(long part, long whole, String text) {
    assertEquals(text, Numbers.share(part, whole));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s",
    "0.44, 0.4 s",
    "0.97, 1 s",
    "9.9, 9 s",
    "60, 1 min",
    "73.2, 1 min 13 s",
    "3600, 1 h",
    "7500, 2 h 5 min",
    "NaN, unknown",
  })
  void durationsAreShortAndRoundedDown(double seconds, String text) {
    assertEquals(text, Numbers.duration(seconds));
  }
}
