package io.firstfin.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    "37, 37 ms",
    "128, 130 ms",
    "999, 1 s",
    "1064, 1.05 s",
    "1499, 1.5 s",
    "1799, 1.8 s",
    "9990, 10 s",
    "29951, 30 s",
    "119807, 2 min",
    "299007, 5 min",
    "271000, 4 min 30 s"
  })
  void millisecondsAreRoundedAsPeopleRead(long millis, String expected) {
    assertEquals(expected, Words.millis(millis));
  }

  @Test
  void roundingKeepsWithinAFortieth() {
    for (long millis = 1; millis < 4_000_000; millis += 1 + millis / 1000) {
      long rounded = Words.round(millis);
      assertTrue(Math.abs(rounded - millis) * 40 <= millis, rounded + " for " + millis);
    }
  }

  @Test
  void rateHasItsSign() {
    assertEquals("+1,412/s", Words.rate(1412.4));
    assertEquals("-20/s", Words.rate(-20.1));
  }
}
