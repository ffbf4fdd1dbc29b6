package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SampledClosesTest {
  private static final int KIND = SampledCloses.kind(Role.CLIENT, Initiator.LOCAL, How.FIN);
  private static final int OTHER = SampledCloses.kind(Role.CLIENT, Initiator.REMOTE, How.FIN);
  private static final int REDIS = 3;
  private static final int CONSUL = 4;

  private final SampledCloses closes = new SampledCloses(4096);
  private long now;

  @Test
  void aCloseWhoseStackWasReadCountsAtItsSite() {
    assertEquals(7, closes.site(REDIS, KIND, 7, false, now));
    assertEquals(8, closes.site(REDIS, KIND, 8, false, now));
    assertFalse(closes.isSampled(KIND));
    assertEquals(0, closes.marginPercent(KIND, 1));
  }

  @Test
  void oneThatWasNotReadCountsWhereTheLastOfItsKindAndDestinationWas() {
    closes.site(REDIS, KIND, 7, false, now);
    closes.site(CONSUL, KIND, 8, false, now);
    closes.site(REDIS, OTHER, 9, false, now);

    assertEquals(7, closes.site(REDIS, KIND, 0, true, now));
    assertEquals(8, closes.site(CONSUL, KIND, 0, true, now));
    assertTrue(closes.isSampled(KIND));
    assertFalse(closes.isSampled(OTHER));
  }

  @Test
  void whereNoneWasReadTheSiteIsUnknown() {
    closes.site(REDIS, KIND, 7, false, now);

    assertEquals(0, closes.site(CONSUL, KIND, 0, true, now));
    closes.forgetDestinations();
    assertEquals(0, closes.site(REDIS, KIND, 0, true, now));
  }

  @Test
  void theSharesAreRightWithinTheMargin() {
    SplittableRandom random = new SplittableRandom(1);
    int trials = 200;
    int outside = 0;
    double sum = 0;
    for (int trial = 0; trial < trials; trial++) {
      SampledCloses sampled = new SampledCloses(4096);
      int first = 0;
      int firstTruly = 0;
      int all = 20_000;
      for (int i = 0; i < all; i++) {
        int site = random.nextInt(10) < 3 ? 1 : 2;
        boolean read = random.nextInt(8) == 0;
        firstTruly += site == 1 ? 1 : 0;
        first += sampled.site(REDIS, KIND, read ? site : 0, !read, now) == 1 ? 1 : 0;
      }
      double error = 100.0 * (first - firstTruly) / all;
      sum += error;
      outside += Math.abs(error) > sampled.marginPercent(KIND, first) ? 1 : 0;
    }

    assertEquals(0, sum / trials, 0.15, "points, on average");
    assertTrue(outside <= trials / 10, outside + " of " + trials);
  }

  @Test
  void theMarginIsOfTheLastMinutesWhereThatIsTheLarger() {
    for (int i = 0; i < 1_000_000; i++) {
      closes.site(REDIS, KIND, 1 + i % 2, false, now);
    }
    now += TimeUnit.MINUTES.toNanos(5);
    closes.site(REDIS, KIND, 1, false, now);
    now += TimeUnit.MINUTES.toNanos(5);
    for (int i = 0; i < 1_000; i++) {
      closes.site(REDIS, KIND, 1, i % 4 != 0, now);
    }

    double margin = closes.marginPercent(KIND, 500_000);
    assertTrue(margin > 3 && margin < 8, margin + " points");
  }
}
