package io.firstfin.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "0.9, less than 1 s",
    "9.9, 9 s",
    "119, 119 s",
    "120, 2 min",
    "7199, 119 min",
    "7200, 2 h"
  })
  void secondsAreRoundedDown(double seconds, String expected) {
    assertEquals(expected, Words.seconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({
    "0, less than 1 ms",
    "1, 1 ms",
    "999, 999 ms",
    "1099, 1 s",
    "1799, 1.7 s",
    "9999, 9.9 s",
    "10900, 10 s",
    "119999, 119 s"
  })
  void millisecondsAreRoundedDown(long millis, String expected) {
    assertEquals(expected, Words.millis(millis));
  }

  @Test
  void rateHasItsSign() {
    assertEquals("+1,412/s", Words.rate(1412.4));
    assertEquals("-20/s", Words.rate(-20.1));
  }
}
