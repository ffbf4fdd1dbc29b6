package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.picture.Counters;
import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.TcpCounter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CounterHistoryTest extends FactTest {
  private static final TcpCounter COUNTER = TcpCounter.TIME_WAIT_OVERFLOW;

  private final CounterHistory history = new CounterHistory();

  @Test
  void theFirstCheckKnowsNoGrowth() {
    Counters counters = look(0, 1000);

    assertEquals(1000, counters.total(COUNTER));
    assertEquals(-1, counters.growth(COUNTER));
    assertEquals(Double.NaN, counters.seconds);
  }

  @Test
  void growthIsThatOfTheLastMinute() {
    Counters counters = null;
    for (int second = 0; second <= 200; second += 10) {
      counters = look(second, 1000 + second);
    }
    assertEquals(60, counters.growth(COUNTER));
    assertEquals(60, counters.seconds);
  }

  @Test
  void afterAPauseGrowthIsSinceTheCheckBefore() {
    look(0, 1000);
    assertEquals(5, look(7200, 1005).growth(COUNTER));
  }

  @Test
  void growthOfAPauseIsReportedOnce() {
    look(0, 1000);
    look(7200, 1005);
    Counters counters = look(7210, 1005);

    assertEquals(0, counters.growth(COUNTER));
    assertEquals(10, counters.seconds);
  }

  @Test
  void aCounterThatFellOrWasNotReadHasNoGrowth() {
    look(0, 1000);

    assertEquals(-1, look(10, 999).growth(COUNTER));
    assertEquals(-1, history.add(Map.of(), 20_000_000_000L).growth(COUNTER));
  }

  private Counters look(int second, long value) {
    return history.add(Map.of(COUNTER, value), second * 1_000_000_000L);
  }

  @Test
  void countersAreKnownWhereTheyWereRead() throws Exception {
    assertEquals(7, census().counters.total(TcpCounter.TIME_WAIT));
    assertEquals(-1, census().counters.total(TcpCounter.TIME_WAIT_OVERFLOW));
  }

  @Test
  void countersGrowFromTheBeginningOfTheWatch() {
    facts.beginCounters(Map.of(TcpCounter.TIME_WAIT_OVERFLOW, 3L));

    Picture picture =
        picture(
            KernelCheck.builder("sock_diag", 1)
                .counters(Map.of(TcpCounter.TIME_WAIT_OVERFLOW, 4L))
                .build());

    assertEquals(1, picture.counters.growth(TcpCounter.TIME_WAIT_OVERFLOW));
  }
}
