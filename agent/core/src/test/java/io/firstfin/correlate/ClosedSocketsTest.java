package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClosedSocketsTest {
  private ClosedSockets closed = new ClosedSockets(true);

  @Test
  void whatWasPutIsReadBack() {
    int index = closed.put(-1, -2, ClosedSockets.packed(8191, 65_535, 2, 3, 2, (1 << 30) + 7));

    assertEquals(8191, closed.site(index));
    assertEquals(65_535, closed.remote(index));
    assertEquals(2, closed.role(index));
    assertEquals(3, closed.initiator(index));
    assertEquals(2, closed.how(index));
    assertEquals(-1, closed.key(index));
    assertTrue(closed.isByCookie(index));
    assertEquals(index, closed.find(-1, true));
    assertEquals(-1, closed.find(-1, false));
    assertFalse(closed.isCrossed(index));
  }

  @Test
  void aDestinationAndAVerdictCanBeCorrectedAlone() {
    int index = closed.put(1, 2, ClosedSockets.packed(8191, 0, 2, 0, 1, 1 << 30));

    closed.remote(index, 65_535);
    closed.verdict(index, 3, 2);
    closed.cross(index);

    assertEquals(8191, closed.site(index));
    assertEquals(65_535, closed.remote(index));
    assertEquals(2, closed.role(index));
    assertEquals(3, closed.initiator(index));
    assertEquals(2, closed.how(index));
    assertTrue(closed.isCrossed(index));
  }

  @Test
  void theCookieFindsARecordWhateverItsPair() {
    int index = put(5, 100, 1);

    assertEquals(index, closed.find(5, 999));
    assertEquals(-1, closed.find(6, 100));
  }

  @Test
  void aRecordWithoutCookieIsFoundByItsPair() {
    int index = put(0, 100, 1);

    assertEquals(index, closed.find(6, 100));
    assertEquals(index, closed.find(0, 100));
    assertEquals(-1, closed.find(6, 101));
  }

  @Test
  void withoutCookiesInTheKernelsTableThePairFinds() {
    closed = new ClosedSockets(false);
    put(5, 100, 1);

    assertNotEquals(-1, closed.find(0, 100));
    assertEquals(-1, closed.find(5, 101));
  }

  @Test
  void aRecordThatNothingIdentifiesIsRefused() {
    assertEquals(-1, put(0, 0, 1));
    assertEquals(-1, closed.find(0, 0));
    assertEquals(0, closed.size());
  }

  @Test
  void aSecondRecordOfAConnectionRenewsTheFirst() {
    put(5, 100, 1);
    int index = closed.put(5, 100, ClosedSockets.packed(9, 0, 0, 0, 0, 2));

    assertEquals(1, closed.size());
    assertEquals(9, closed.site(index));
  }

  @Test
  void aSocketIsSeenOnceInACensus() {
    int index = put(5, 100, 1);
    closed.beginCensus();

    assertTrue(closed.see(index));
    assertFalse(closed.see(index));
    closed.beginCensus();
    assertTrue(closed.see(index));
  }

  @Test
  void aSecondRecordDuringACensusDoesNotHaveTheSocketSeenAgain() {
    int index = put(5, 100, 1);
    closed.beginCensus();
    closed.see(index);

    assertFalse(closed.see(put(5, 100, 2)));
  }

  @Test
  void oneCensusMayMissASocketTwoMayNot() {
    put(5, 100, 1);

    census(10);
    assertNotEquals(-1, closed.find(5, 100));
    census(20);
    assertEquals(-1, closed.find(5, 100));
    assertEquals(0, closed.size());
  }

  @Test
  void aSocketThatIsSeenAgainIsForgiven() {
    put(5, 100, 1);

    census(10);
    closed.beginCensus();
    closed.see(closed.find(5, 100));
    closed.endCensus(20);
    census(30);
    assertNotEquals(-1, closed.find(5, 100));
  }

  @Test
  void aRecordOfDuringTheCensusIsNotJudged() {
    put(5, 100, 10);

    census(10);
    census(10);
    assertNotEquals(-1, closed.find(5, 100));
  }

  @Test
  void aRecordThatIsKeptSurvivesAnyNumberOfCensuses() {
    put(5, 100, 1);
    for (int second = 10; second < 100; second += 10) {
      closed.beginCensus();
      closed.keep(closed.find(5, 100));
      closed.endCensus(second);
    }

    assertNotEquals(-1, closed.find(5, 100));
  }

  @Test
  void withoutACensusAgeEndsARecord() {
    put(5, 100, 1);
    put(6, 101, 2);

    closed.expire(131);
    assertEquals(2, closed.size());
    closed.expire(132);
    assertEquals(-1, closed.find(5, 100));
    assertNotEquals(-1, closed.find(6, 101));
  }

  @Test
  void destinationsAreCountedByTheirRecords() {
    closed.put(1, 1, ClosedSockets.packed(0, 7, 0, 0, 0, 1));
    closed.put(2, 2, ClosedSockets.packed(0, 7, 0, 0, 0, 1));
    closed.put(3, 3, ClosedSockets.packed(0, 0, 0, 0, 0, 1));
    int[] counts = new int[8];

    closed.countRemotes(counts);

    assertEquals(2, counts[7]);
    assertEquals(1, counts[0]);
  }

  @Test
  void aFullStoreRefusesAndKeepsWhatItHas() {
    int accepted = 0;
    while (put(accepted + 1, accepted + 1, 1) >= 0) {
      accepted++;
    }

    assertTrue(accepted >= 2_000_000, "accepted " + accepted);
    assertEquals(accepted, closed.size());
    assertNotEquals(-1, closed.find(1, 0));
    assertNotEquals(-1, closed.find(accepted, 0));
    assertTrue(put(1, 1, 2) >= 0, "a record that is there can be renewed");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void itBehavesLikeAMapByCookie(long seed) {
    Random random = new Random(seed);
    Map<Long, Integer> model = new HashMap<>();
    Set<Long> missedOnce = new HashSet<>();
    long next = 1;
    for (int census = 1; census <= 40; census++) {
      int seconds = census * 10;
      for (int i = random.nextInt(4_000); i > 0; i--) {
        long cookie = random.nextInt(10) == 0 ? 1 + random.nextLong(next) : next++;
        int site = random.nextInt(8192);
        closed.put(cookie, cookie * 31, ClosedSockets.packed(site, 0, 0, 0, 0, seconds - 5));
        model.put(cookie, site);
        missedOnce.remove(cookie);
      }
      assertModel(model);
      closed.beginCensus();
      // Runs that end most sockets alternate with runs that end few, so that the store grows and
      // shrinks.
      int share = census % 8 < 4 ? 90 : 20;
      List<Long> missing = new ArrayList<>();
      for (long cookie : model.keySet()) {
        if (random.nextInt(100) < share) {
          assertTrue(closed.see(closed.find(cookie, 0)));
          missedOnce.remove(cookie);
        } else {
          missing.add(cookie);
        }
      }
      closed.endCensus(seconds);
      for (long cookie : missing) {
        if (!missedOnce.add(cookie)) {
          missedOnce.remove(cookie);
          model.remove(cookie);
        }
      }
      assertModel(model);
    }
  }

  private void assertModel(Map<Long, Integer> model) {
    assertEquals(model.size(), closed.size());
    for (Map.Entry<Long, Integer> entry : model.entrySet()) {
      int index = closed.find(entry.getKey(), 0);
      assertNotEquals(-1, index);
      assertEquals(entry.getValue(), closed.site(index));
    }
  }

  private void census(int seconds) {
    closed.beginCensus();
    closed.endCensus(seconds);
  }

  private int put(long cookie, long pair, int seconds) {
    return closed.put(cookie, pair, ClosedSockets.packed(0, 0, 0, 0, 0, seconds));
  }
}
