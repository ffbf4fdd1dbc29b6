package io.firstfin.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackBudgetTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final double ONE_PERCENT = 0.01;

  private long now;

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MIN_VALUE + 5, Long.MAX_VALUE - 5})
  void belowTheBudgetEveryStackIsRead(long start) {
    now = start;
    StackBudget budget = new StackBudget(ONE_PERCENT, now);

    // 2,000 reads of 4 µs in a second take 0.8 % of a core.
    assertEquals(120_000, reads(budget, 60, 2_000, 4_000));
  }

  @Test
  void aStartThatIsSlowIsReadWhole() {
    StackBudget budget = new StackBudget(ONE_PERCENT, now);

    assertEquals(10_000, reads(budget, 2, 5_000, 100_000));
  }

  @Test
  void aboveTheBudgetTheReadsTakeNoMoreThanIt() {
    StackBudget budget = new StackBudget(ONE_PERCENT, now);
    reads(budget, 120, 20_000, 4_000);

    long reads = reads(budget, 60, 20_000, 4_000);

    double share = reads * 4_000.0 / (60 * SECOND);
    assertTrue(share <= 1.1 * ONE_PERCENT && share >= 0.8 * ONE_PERCENT, share + " of a core");
  }

  @Test
  void afterALoadThatIsTooMuchEveryStackIsReadAgain() {
    StackBudget budget = new StackBudget(ONE_PERCENT, now);
    reads(budget, 120, 20_000, 4_000);
    assertFalse(budget.isAmple(now));

    reads(budget, 60, 100, 4_000);

    assertTrue(budget.isAmple(now));
    assertEquals(1_000, reads(budget, 10, 100, 4_000));
  }

  @Test
  void anOverdrawnBudgetLetsOneOf1024StacksBeRead() {
    now = System.nanoTime();
    StackBudget budget = StackBudget.overdrawn();

    long read = 0;
    for (int i = 0; i < 1024; i++) {
      read += budget.takes(now) ? 1 : 0;
    }

    assertEquals(1, read);
    assertFalse(budget.isAmple(now));
  }

  @Test
  void aReadThatWaitedForAProcessorIsNotChargedTheWait() {
    StackBudget budget = new StackBudget(ONE_PERCENT, now);
    budget.spent(now, now + SECOND);
    now += SECOND;

    assertTrue(budget.isAmple(now));
  }

  @Test
  void withoutABoundEveryStackIsRead() {
    StackBudget budget = new StackBudget(Double.POSITIVE_INFINITY, now);

    assertEquals(200_000, reads(budget, 10, 20_000, 90_000));
  }

  @Test
  void howOftenACloseIsReadDoesNotHangOnItsPlaceInAPattern() {
    StackBudget budget = new StackBudget(ONE_PERCENT, now);
    reads(budget, 120, 20_000, 4_000);
    int[] read = new int[8];
    int closes = 1_600_000;

    for (int i = 0; i < closes; i++) {
      now += SECOND / 20_000;
      if (budget.takes(now)) {
        read[i % read.length]++;
        budget.spent(now, now + 4_000);
      }
    }

    int all = 0;
    for (int each : read) {
      all += each;
    }
    for (int each : read) {
      assertEquals(1.0 / read.length, (double) each / all, 0.005);
    }
  }

  private long reads(StackBudget budget, int seconds, int aSecond, long nanos) {
    long reads = 0;
    for (int i = 0; i < seconds * aSecond; i++) {
      now += SECOND / aSecond;
      if (budget.takes(now)) {
        reads++;
        budget.spent(now, now + nanos);
      }
    }
    return reads;
  }
}
