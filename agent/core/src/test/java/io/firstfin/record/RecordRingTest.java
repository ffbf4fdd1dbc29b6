package io.firstfin.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordRingTest {
  private static final RecordVisitor NOBODY =
      (cookie, time, age, facts, ports, info, address) -> {};

  private final RecordRing ring = new RecordRing(8);

  @Test
  void aRecordComesOutAsItWentIn() {
    Object address = new Object();
    ring.offer(-1, Long.MIN_VALUE, 3, Long.MAX_VALUE, 5, 6, address);

    List<Object> seen = new ArrayList<>();
    ring.drain(
        (cookie, time, age, facts, ports, info, from) ->
            seen.addAll(List.of(cookie, time, age, facts, ports, info, from)));

    assertEquals(List.of(-1L, Long.MIN_VALUE, 3L, Long.MAX_VALUE, 5L, 6L, address), seen);
  }

  @Test
  void aFullRingRefusesAndCounts() {
    for (int i = 0; i < 8; i++) {
      assertTrue(offer(i));
    }

    assertFalse(offer(8));
    assertFalse(offer(9));
    assertEquals(2, ring.dropped());
    assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L), drain());
  }

  @Test
  void aDrainedRingHasRoomAgain() {
    for (int i = 0; i < 9; i++) {
      offer(i);
    }
    ring.drain(NOBODY);

    assertTrue(offer(10));
    assertEquals(List.of(10L), drain());
  }

  @Test
  void orderHoldsOverManyLaps() {
    long next = 0;
    for (int round = 0; round < 10_000; round++) {
      List<Long> expected = new ArrayList<>();
      for (int i = 0; i < round % 9; i++) {
        expected.add(next);
        assertTrue(offer(next++));
      }
      assertEquals(expected, drain());
    }
    assertEquals(0, ring.dropped());
  }

  @Test
  void aRecordIsPendingUntilItIsDrained() {
    assertFalse(ring.isPending());
    offer(1);
    assertTrue(ring.isPending());
    ring.drain(NOBODY);
    assertFalse(ring.isPending());
  }

  @Test
  void aVisitorThatThrowsCostsItsRecordOnly() {
    offer(1);
    offer(2);
    offer(3);
    RuntimeException thrown = new RuntimeException("of the visitor");

    RuntimeException caught =
        assertThrows(
            RuntimeException.class,
            () ->
                ring.drain(
                    (cookie, time, age, facts, ports, info, address) -> {
                      if (cookie == 2) {
                        throw thrown;
                      }
                    }));

    assertSame(thrown, caught);
    assertEquals(List.of(3L), drain());
    for (int i = 0; i < 8; i++) {
      assertTrue(offer(i));
    }
  }

  @Test
  void manyProducersLoseNothingAndKeepTheirOrder() throws Exception {
    int producers = 4;
    long each = 50_000;
    RecordRing shared = new RecordRing(256);
    shared.wake(Thread.currentThread());
    CountDownLatch running = new CountDownLatch(producers);
    for (int producer = 0; producer < producers; producer++) {
      int number = producer;
      Thread thread =
          new Thread(
              () -> {
                for (long i = 0; i < each; ) {
                  // All words have the same value, so that a torn record is noticed.
                  if (shared.offer(i, number, i, i, i, i, i)) {
                    i++;
                  } else {
                    Thread.yield();
                  }
                }
                running.countDown();
              });
      thread.setDaemon(true);
      thread.start();
    }
    long[] next = new long[producers];
    long[] torn = new long[1];
    long[] disordered = new long[1];
    RecordVisitor visitor =
        (cookie, number, age, facts, ports, info, address) -> {
          boolean same =
              cookie == age
                  && cookie == facts
                  && cookie == ports
                  && cookie == info
                  && address.equals(cookie);
          torn[0] += same ? 0 : 1;
          disordered[0] += next[(int) number]++ == cookie ? 0 : 1;
        };
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (running.getCount() > 0 && System.nanoTime() < deadline) {
      if (shared.drain(visitor) == 0) {
        LockSupport.parkNanos(100_000);
      }
    }
    shared.drain(visitor);

    assertEquals(0, torn[0]);
    assertEquals(0, disordered[0]);
    for (long seen : next) {
      assertEquals(each, seen);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-8, 0, 4, 12, 100})
  void aCapacityThatIsNoPowerOfTwoIsRefused(int capacity) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> new RecordRing(capacity));

    assertTrue(refusal.getMessage().contains("capacity " + capacity), refusal.getMessage());
  }

  private boolean offer(long cookie) {
    return ring.offer(cookie, 0, 0, 0, 0, 0, null);
  }

  private List<Long> drain() {
    List<Long> cookies = new ArrayList<>();
    int drained = ring.drain((cookie, time, age, facts, ports, info, from) -> cookies.add(cookie));
    assertEquals(cookies.size(), drained);
    return cookies;
  }
}
