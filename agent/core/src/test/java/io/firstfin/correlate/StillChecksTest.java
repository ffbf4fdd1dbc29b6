package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.kernel.KernelFixtures;
import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.ConnectFailureReason;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks of a service at rest: what they keep, and what ends the rest. */
class StillChecksTest extends FactTest {
  private static final long SECOND = 1_000_000_000L;

  /** Begins after the close that each test has made. */
  private long minute;

  private final Map<Role, Long> openedNow = new HashMap<>(Map.of(Role.CLIENT, 1L, Role.SERVER, 0L));

  @BeforeEach
  void restsAfterOneClose() {
    facts = new Facts(callSites, open, 20, openedNow::get);
    correlator = new Correlator(ring, open, null, null, facts);
    records.close(1, 40_001, REDIS, 6379);
    minute = RecentCount.minute(System.nanoTime()) + 1;
    check(0);
    check(15);
    check(30);
  }

  @Test
  void aCheckBeforeWhichNothingHappenedKeepsTheValues() {
    assertSame(only(check(35).destinations), only(check(40).destinations));
    assertFalse(correlator.isChanged());
  }

  @Test
  void aCloseEndsTheRest() {
    records.close(2, 40_002, REDIS, 6379);

    assertEquals(2, only(check(40).destinations).closes);
    assertTrue(correlator.isChanged());
  }

  @Test
  void afterTheRestTheRateIsThatOfTheLastSeconds() {
    check(40);
    check(50);
    for (int port = 40_002; port < 40_102; port++) {
      records.close(port, port, REDIS, 6379);
    }

    double rate = only(check(59).destinations).closesPerSecond;

    assertTrue(rate >= 5 && rate <= 12, () -> "100 closes in the last 10 to 20 s: " + rate);
  }

  @Test
  void aFailedConnectEndsTheRest() {
    records.connectFailed(ConnectFailureReason.TIMED_OUT, REDIS, 6379);

    assertEquals(1, only(check(40).destinations).timedOutLately);
    assertTrue(correlator.isChanged());
  }

  @Test
  void anOpenedConnectionEndsTheRest() {
    openedNow.put(Role.CLIENT, 2L);

    assertEquals(2, check(40).totals.opened.get(Role.CLIENT));
    assertTrue(correlator.isChanged());
  }

  @Test
  void anAnswerOfTheDescriptorsEndsTheRest() throws Exception {
    facts.unconnected.ask(
        KernelFixtures.descriptors(folder, Map.of(10, 99L)),
        new BitSet(),
        descriptor -> TcpState.CLOSED,
        open,
        System.nanoTime());

    assertEquals(1, check(40).unconnected.count);
    assertTrue(correlator.isChanged());
  }

  @Test
  void aCensusEndsTheRest() throws Exception {
    assertEquals(1, only(census(timeWait(1, 40_001)).destinations).timeWait);
    assertTrue(correlator.isChanged());
  }

  @Test
  void theCheckAfterACensusNoLongerHasItsNumbers() throws Exception {
    census(timeWait(1, 40_001));

    assertEquals(-1, only(check(40).destinations).timeWait);
    assertTrue(correlator.isChanged());
  }

  @Test
  void theClosesOfTheLastMinutesAreCountedAnewEachMinute() {
    for (int seconds = 40; seconds < 240; seconds += 10) {
      assertEquals(1, only(check(seconds).destinations).closesLately);
    }

    assertEquals(0, only(check(240).destinations).closesLately);
  }

  @Test
  void everyCheckIsCounted() {
    check(40);

    assertEquals(5, only(check(50).totals.checks).count);
  }

  /** The picture of a check without a census, so many seconds after the minute has begun. */
  private Picture check(int seconds) {
    correlator.drain();
    return picture(
        KernelCheck.builder("sockstat", 1)
            .ports(KernelFixtures.ports(LOW, HIGH))
            .nanoTime((minute * 60 + seconds) * SECOND)
            .build());
  }
}
