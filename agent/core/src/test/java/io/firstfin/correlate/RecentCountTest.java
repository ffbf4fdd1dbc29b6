package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecentCountTest {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final RecentCount count = new RecentCount();

  @Test
  void whatHappenedFourMinutesAgoStillCounts() {
    count.add(0);
    count.add(MINUTE);

    assertEquals(2, count.sum(4 * MINUTE));
  }

  @Test
  void whatHappenedFiveMinutesAgoCountsNoMore() {
    count.add(0);
    count.add(MINUTE);

    assertEquals(1, count.sum(5 * MINUTE));
    assertEquals(0, count.sum(60 * MINUTE));
  }

  @Test
  void timesThatAreOutOfOrderCount() {
    count.add(MINUTE);
    count.add(0);

    assertEquals(2, count.sum(MINUTE));
  }

  @Test
  void theClockMayBeNegative() {
    count.add(-20 * MINUTE);

    assertEquals(1, count.sum(-19 * MINUTE));
    assertEquals(0, count.sum(-8 * MINUTE));
  }
}
