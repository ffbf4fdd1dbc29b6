package io.firstfin.jfr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

class RateTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aTenthOfTheRateFitsIntoATenthOfThePeriod() {
    Rate rate = Rate.parse("100/s");
    assertEquals(10, taken(rate, 5 * SECOND, 1_000));
    assertEquals(10, taken(rate, 5 * SECOND + SECOND / 10, 1_000));
  }

  @Test
  void fewInALongPeriodAreNotSpread() {
    Rate rate = Rate.parse("7/h");
    assertEquals(7, taken(rate, 1, 1_000));
    assertEquals(0, taken(rate, 3_000 * SECOND, 1_000));
    assertEquals(7, taken(rate, 3_600 * SECOND, 1_000));
  }

  @Test
  void offBoundsNothing() {
    assertEquals(100_000, taken(Rate.parse("off"), 1, 100_000));
  }

  @Test
  void zeroLetsNothingThrough() {
    assertEquals(0, taken(Rate.parse("0/s"), 1, 10));
  }

  @Test
  void whatIsNoRateIsNull() {
    for (String text : new String[] {"", "fast", "100", "100/", "/s", "-1/s", "1.5/s", "9/y"}) {
      assertNull(Rate.parse(text), text);
    }
  }

  @Test
  void spacesDoNotMatter() {
    assertTrue(Rate.parse(" 100 / s ") != null);
  }

  @Test
  void ofSeveralRecordingsTheGreatestRateHolds() {
    assertEquals("2/ms", new Throttle().combine(Set.of("100/s", "2/ms", "1000/m")));
    assertEquals("off", new Throttle().combine(Set.of("100/s", "off")));
    assertEquals(Throttle.DEFAULT, new Throttle().combine(Set.of("fast")));
  }

  @Test
  void aSmallerRateIsNotAboveAGreater() {
    assertFalse(Rate.parse("59/m").isAbove(Rate.parse("1/s")));
    assertTrue(Rate.parse("61/m").isAbove(Rate.parse("1/s")));
  }

  private static int taken(Rate rate, long nanoTime, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += rate.take(nanoTime) ? 1 : 0;
    }
    return taken;
  }
}
