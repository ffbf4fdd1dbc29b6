package io.firstfin.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LongSetTest {
  @Test
  void holdsWhatASetOfLongsHolds() {
    Random random = new Random(7);
    Set<Long> expected = new HashSet<>();
    LongSet set = new LongSet();
    for (int i = 0; i < 200_000; i++) {
      long value = random.nextBoolean() ? random.nextInt(100_000) : random.nextLong();
      assertEquals(expected.add(value), set.add(value), Long.toHexString(value));
    }
  }

  @Test
  void edgesOfTheRangeAreValuesLikeOthers() {
    for (long value : new long[] {0, 63, 64, -1, -64, Long.MIN_VALUE, Long.MAX_VALUE}) {
      LongSet set = new LongSet();
      assertEquals(true, set.add(value));
      assertEquals(false, set.add(value));
    }
  }
}
