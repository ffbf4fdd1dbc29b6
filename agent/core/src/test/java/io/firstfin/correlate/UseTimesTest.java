package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class UseTimesTest {
  private final UseTimes times = new UseTimes();

  @Test
  void theIdleTimeBeforeTheCloseIsNoUse() {
    times.add(64, 32);

    assertEquals(32, times.medianMillis());
  }

  @Test
  void withoutTheIdleTimeItIsUnknown() {
    times.add(64, -1);

    assertEquals(-1, times.medianMillis());
  }

  @Test
  void whatTheRoundingOfALongIdleTimeHidesIsUnknown() {
    times.add(5010, 5000);

    assertEquals(-1, times.medianMillis());
  }

  @Test
  void itIsKnownWhereItIsKnownOfMost() {
    times.add(64, 32);
    times.add(5010, 5000);
    assertEquals(-1, times.medianMillis());

    times.add(64, 32);
    assertEquals(32, times.medianMillis());
  }

  @Test
  void aCloseAtOnceIsNoUnknown() {
    times.add(0, 0);

    assertEquals(0, times.medianMillis());
  }
}
