package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecentCountTest {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final RecentCount count = new RecentCount();

  @Test
  void whatHappenedFiveMinutesAgoStillCounts() {
    count.add(0);
    count.add(MINUTE);

    assertEquals(2, count.get(5 * MINUTE));
  }

  @Test
  void whatHappenedTenMinutesAgoCountsNoMore() {
    count.add(0);

    assertEquals(0, count.get(10 * MINUTE));
  }

  @Test
  void theOlderWindowGoesFirst() {
    count.add(0);
    count.add(6 * MINUTE);

    assertEquals(2, count.get(9 * MINUTE));
    assertEquals(1, count.get(11 * MINUTE));
  }

  @Test
  void timesThatAreOutOfOrderCount() {
    count.add(MINUTE);
    count.add(0);

    assertEquals(2, count.get(MINUTE));
  }

  @Test
  void theClockMayBeNegative() {
    count.add(-20 * MINUTE);

    assertEquals(1, count.get(-19 * MINUTE));
    assertEquals(0, count.get(-8 * MINUTE));
  }
}
