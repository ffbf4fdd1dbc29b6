package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {
  private final Histogram histogram = new Histogram(256);

  @Test
  void withoutSamplesThereIsNoMedian() {
    assertEquals(-1, histogram.median());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 3, 4, 5, 7, 8, 9, 1_000, 65_535, 86_400_000, Long.MAX_VALUE})
  void theMedianOfOneValueIsWithinAQuarterBelowIt(long value) {
    histogram.add(value);

    long median = histogram.median();
    assertTrue(median <= value, median + " of " + value);
    assertTrue(value - median <= value / 5, median + " of " + value);
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
    Histogram small = new Histogram(8);
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
}
