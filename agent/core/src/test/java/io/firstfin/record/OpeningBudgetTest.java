package io.firstfin.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningBudgetTest {
  private static final long PERIOD = 1L << 30;

  @ParameterizedTest
  @ValueSource(longs = {0, 5 * PERIOD, -3 * PERIOD, Long.MAX_VALUE - PERIOD + 1})
  void eachPeriodHasItsReads(long period) {
    OpeningBudget budget = new OpeningBudget(3);

    for (int i = 0; i < 3; i++) {
      assertTrue(budget.take(period + i));
    }
    assertFalse(budget.take(period + PERIOD - 1));
  }

  @Test
  void theNextPeriodBeginsAnew() {
    OpeningBudget budget = new OpeningBudget(1);

    assertTrue(budget.take(0));
    assertFalse(budget.take(1));
    assertTrue(budget.take(PERIOD));
  }

  @Test
  void belowTheBoundNoThreadGoesWithout() throws Exception {
    assertEquals(8 * 2_000, taken(new OpeningBudget(65_535), 8, 2_000));
  }

  @Test
  void threadsTogetherTakeNoMoreThanTheBound() throws Exception {
    assertEquals(100, taken(new OpeningBudget(100), 8, 2_000));
  }

  private static int taken(OpeningBudget budget, int threads, int each) throws Exception {
    AtomicInteger taken = new AtomicInteger();
    CyclicBarrier together = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    for (int thread = 0; thread < threads; thread++) {
      pool.submit(
          () -> {
            together.await();
            for (int i = 0; i < each; i++) {
              if (budget.take(5 * PERIOD)) {
                taken.incrementAndGet();
              }
            }
            return null;
          });
    }
    pool.shutdown();
    assertTrue(pool.awaitTermination(60, TimeUnit.SECONDS));
    return taken.get();
  }
}
