package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.picture.Spread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {
  private final Histogram histogram = new Histogram(Histogram.QUARTERS, 256);

  @Test
  void withoutSamplesThereIsNoMedian() {
    assertEquals(-1, histogram.median());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 3, 4, 5, 7, 8, 9, 1_000, 65_535, 86_400_000, Long.MAX_VALUE})
  void theMedianOfOneValueIsWithinAnEighthOfIt(long value) {
    histogram.add(value);

    long median = histogram.median();
    assertTrue(Math.abs(value - median) <= value / 8, median + " of " + value);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 31, 33, 100, 896, 1_000, 1_500, 30_000, 60_000, 86_400_000})
  void fineBucketsTellAValueToTwoPercentWhetherItCameOnceOrOften(long value) {
    Histogram fine = new Histogram(Histogram.FINE, 832);
    for (int i = 0; i < 100; i++) {
      fine.add(value);

      assertTrue(Math.abs(value - fine.median()) * 50 <= value, fine.median() + " of " + value);
    }
  }

  @Test
  void fewSamplesAndManyAreOrderedAlike() {
    Histogram fine = new Histogram(Histogram.FINE, 832);
    for (int i = 0; i < 1000; i++) {
      fine.add(i * 37 % 20 + 1);

      assertTrue(i < 20 || Math.abs(fine.median() - 10) <= 3, "median " + fine.median());
    }
    assertEquals(2, fine.spread().low);
    assertEquals(18, fine.spread().high);
    assertEquals(20, fine.percentile(100));
    assertEquals(1, fine.percentile(0));
  }

  @Test
  void theMedianIsTheMiddleSample() {
    for (long value : new long[] {1, 1, 2, 1_000_000, 1_000_000}) {
      histogram.add(value);
    }

    assertEquals(2, histogram.median());
  }

  @Test
  void aNegativeValueCountsAsZero() {
    histogram.add(-5);

    assertEquals(0, histogram.median());
  }

  @Test
  void aValueBeyondTheLastBucketFallsIntoIt() {
    Histogram small = new Histogram(Histogram.QUARTERS, 8);
    small.add(1_000_000);

    assertEquals(7, small.median());
  }

  @Test
  void oldSamplesFade() {
    for (int i = 0; i < 100_000; i++) {
      histogram.add(1);
    }
    for (int i = 0; i < 8_192; i++) {
      histogram.add(3);
    }

    assertEquals(3, histogram.median());
  }

  @Test
  void fadingKeepsWhatIsRareAsRareAsItWas() {
    for (int i = 0; i < 100_000; i++) {
      histogram.add(i % 5 == 0 ? 1L << 20 + i % 40 : 1);
    }

    Spread spread = histogram.spread();
    assertEquals(1, spread.low);
    assertEquals(1, spread.median);
    assertTrue(spread.high >= 1L << 20, "high " + spread.high);
  }

  @Test
  void theSpreadIsATenthFromEitherEnd() {
    for (int i = 1; i <= 100; i++) {
      histogram.add(i <= 11 ? 1 : i <= 88 ? 2 : 3);
    }

    Spread spread = histogram.spread();
    assertEquals(100, spread.count);
    assertEquals(1, spread.low);
    assertEquals(2, spread.median);
    assertEquals(3, spread.high);
  }

  @Test
  void theSpreadIncludesWhatCameSinceItWasLastAskedFor() {
    histogram.add(1);
    histogram.spread();
    histogram.add(3);

    Spread spread = histogram.spread();
    assertEquals(2, spread.count);
    assertEquals(3, spread.high);
  }

  @Test
  void withoutSamplesTheSpreadIsUnknown() {
    assertEquals(-1, histogram.spread().median);
    assertEquals(0, histogram.spread().count);
  }
}
