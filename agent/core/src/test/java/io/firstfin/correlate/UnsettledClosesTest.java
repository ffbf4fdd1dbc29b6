package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.picture.Picture;
import io.firstfin.record.RecordFacts;
import io.firstfin.record.RecordVisitor;
import io.firstfin.record.Records;
import io.firstfin.record.TcpInfo;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpCounter;
import io.firstfin.vocabulary.TcpState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the kernel says of a close that was local by the state before its FIN. */
class UnsettledClosesTest extends FactTest {
  private static final int PORT = 40_001;

  private final FakeSockets sockets = new FakeSockets();

  UnsettledClosesTest() {
    useSockets(sockets);
  }

  @ParameterizedTest
  @CsvSource({
    "TIME_WAIT, LOCAL FIN",
    "FIN_WAIT_1, LOCAL FIN",
    "FIN_WAIT_2, LOCAL FIN",
    "CLOSING, SIMULTANEOUS FIN",
    "LAST_ACK, REMOTE FIN",
    "CLOSE_WAIT, REMOTE FIN"
  })
  void theStateOfItsSocketDecides(TcpState state, String verdict) {
    sockets.with(7, state);
    records.opinion(7, PORT, REDIS, 6379);

    assertEquals(List.of("CLIENT " + verdict + " 1"), counts());
  }

  @Test
  void aCloseWhoseFinHasNotLeftIsAskedForAgain() {
    sockets.with(7, TcpState.ESTABLISHED);
    records.opinion(7, PORT, REDIS, 6379);
    assertEquals(List.of(), counts());

    sockets.with(7, TcpState.LAST_ACK);
    assertEquals(List.of("CLIENT REMOTE FIN 1"), counts());
  }

  @Test
  void aSocketThatStaysEstablishedIsHeldBySomebodyElse() {
    sockets.with(7, TcpState.ESTABLISHED);
    records.at(System.nanoTime() - TimeUnit.SECONDS.toNanos(2)).opinion(7, PORT, REDIS, 6379);

    assertEquals(List.of("CLIENT LOCAL FIN 1"), counts());
  }

  @Test
  void aSocketThatIsGoneWasTheLastToClose() {
    sockets.with(7, TcpState.TIME_WAIT);
    records.opinion(7, PORT, REDIS, 6379);
    records.opinion(8, PORT + 1, REDIS, 6379);

    assertEquals(List.of("CLIENT LOCAL FIN 1", "CLIENT REMOTE FIN 1"), counts());
  }

  @Test
  void aConnectionThatHadEndedRightAfterOurFinWasTheLastToClose() {
    records.ended(7, PORT, REDIS, 6379);

    assertEquals(List.of("CLIENT REMOTE FIN 1"), counts());
  }

  @ParameterizedTest
  @CsvSource({
    // found, gone, what the gone ones are
    "0, 1, UNKNOWN",
    "0, 15, UNKNOWN",
    "0, 16, LOCAL",
    "1, 2, REMOTE",
    "1, 3, UNKNOWN",
    "3, 12, UNKNOWN",
    "3, 13, LOCAL",
    "12, 48, UNKNOWN",
    "13, 51, REMOTE",
    "13, 53, LOCAL"
  })
  void whereNearlyEachSocketIsGoneThePeerResets(int found, int gone, String verdict) {
    for (int cookie = 1; cookie <= found + gone; cookie++) {
      if (cookie <= found) {
        sockets.with(cookie, TcpState.TIME_WAIT);
      }
      records.opinion(cookie, PORT + cookie, REDIS, 6379);
    }

    assertEquals(
        gone, countOf("CLIENT " + verdict + " FIN") - (verdict.equals("LOCAL") ? found : 0));
  }

  private long countOf(String verdict) {
    return counts().stream()
        .filter(line -> line.startsWith(verdict + " "))
        .mapToLong(line -> Long.parseLong(line.substring(verdict.length() + 1)))
        .sum();
  }

  @Test
  void whereAPeerIsNewOthersAtTheSamePortTell() {
    for (int cookie = 1; cookie <= 20; cookie++) {
      records.opinion(cookie, PORT + cookie, REDIS, 6379);
    }
    records.opinion(21, PORT, "192.0.2.99", 6379);

    assertEquals(List.of("CLIENT LOCAL FIN 21"), counts());
  }

  @Test
  void aCloseThatIsKeptIsCountedOnceAmongTheOthers() {
    sockets.with(1, TcpState.ESTABLISHED);
    records.opinion(1, PORT, REDIS, 6379);
    for (int look = 0; look < 40; look++) {
      assertEquals(List.of(), counts());
    }
    sockets.with(1, TcpState.TIME_WAIT);
    for (int cookie = 2; cookie <= 20; cookie++) {
      records.opinion(cookie, PORT + cookie, REDIS, 6379);
    }

    assertEquals(List.of("CLIENT LOCAL FIN 20"), counts());
  }

  @Test
  void aResetLeavesNoSocket() {
    records.how(How.RST).opinion(7, PORT, REDIS, 6379);

    assertEquals(List.of("CLIENT LOCAL RST 1"), counts());
  }

  @Test
  void aSocketThatIsGoneProvesNothingOnceItsPortsCanBeTaken() {
    records.at(System.nanoTime() - TimeUnit.SECONDS.toNanos(2)).opinion(7, PORT, REDIS, 6379);

    assertEquals(List.of("CLIENT UNKNOWN FIN 1"), counts());
  }

  @Test
  void aPeerInTimeWaitProvesNothingOnceItsPortsCanBeTaken() {
    sockets.withLocalPort(PORT, TcpState.TIME_WAIT);
    records
        .role(Role.SERVER)
        .at(System.nanoTime() - TimeUnit.SECONDS.toNanos(2))
        .opinion(7, 8080, HERE, PORT);

    assertEquals(List.of("SERVER UNKNOWN FIN 1"), counts());
  }

  @Test
  void bothEndsInTimeWaitMeansThatTheFinsCrossed() {
    sockets.with(7, TcpState.TIME_WAIT).withLocalPort(6379, TcpState.TIME_WAIT);
    records.opinion(7, PORT, HERE, 6379);

    assertEquals(List.of("CLIENT SIMULTANEOUS FIN 1"), counts());
  }

  @Test
  void aFinOfThePeerThatIsOnItsWayCrossesOurs() {
    sockets.with(7, TcpState.FIN_WAIT_1).withLocalPort(6379, TcpState.CLOSING);
    records.opinion(7, PORT, HERE, 6379);

    assertEquals(List.of("CLIENT SIMULTANEOUS FIN 1"), counts());
  }

  @Test
  void aPeerThatHasSentNoFinWasNotFirst() {
    sockets.with(7, TcpState.FIN_WAIT_1).withLocalPort(6379, TcpState.CLOSE_WAIT);
    records.opinion(7, PORT, HERE, 6379);

    assertEquals(List.of("CLIENT LOCAL FIN 1"), counts());
  }

  @Test
  void oneEndInTimeWaitClosedFirst() {
    sockets.with(7, TcpState.TIME_WAIT);
    records.opinion(7, PORT, HERE, 6379);

    assertEquals(List.of("CLIENT LOCAL FIN 1"), counts());
  }

  @Test
  void thePeersTimeWaitOnThisHostProvesThatItWasFirst() {
    sockets.withLocalPort(6379, TcpState.TIME_WAIT);
    records.opinion(7, PORT, HERE, 6379);

    assertEquals(List.of("CLIENT REMOTE FIN 1"), counts());
  }

  @Test
  void aTimeWaitThatMayBeOfALaterConnectionOfTheAddressPairProvesNothing() {
    sockets.withLocalPort(6379, TcpState.TIME_WAIT);
    records.opinion(7, PORT, HERE, 6379);
    records.opinion(8, PORT, HERE, 6379);
    records.opinion(9, PORT + 1, HERE, 6379);

    assertEquals(List.of("CLIENT REMOTE FIN 2", "CLIENT UNKNOWN FIN 1"), counts());
  }

  @Test
  void aLaterCloseThatNeedsNoLookUpTellsItToo() {
    sockets.withLocalPort(6379, TcpState.TIME_WAIT);
    records.opinion(7, PORT, HERE, 6379);
    records.initiator(Initiator.REMOTE).close(0, PORT, HERE, 6379);

    assertEquals(List.of("CLIENT REMOTE FIN 1", "CLIENT UNKNOWN FIN 1"), counts());
  }

  @Test
  void soDoesOneThatComesWhileTheKernelIsAsked() {
    sockets.withLocalPort(6379, TcpState.TIME_WAIT);
    sockets.meanwhile = () -> records.initiator(Initiator.REMOTE).close(0, PORT, HERE, 6379);
    records.opinion(7, PORT, HERE, 6379);

    assertEquals(List.of("CLIENT REMOTE FIN 1", "CLIENT UNKNOWN FIN 1"), counts());
  }

  @Test
  void aCloseThatComesWhileTheKernelIsAskedIsDecidedTheNextTime() {
    sockets.with(7, TcpState.TIME_WAIT).with(8, TcpState.TIME_WAIT);
    sockets.meanwhile = () -> records.opinion(8, PORT + 1, REDIS, 6379);
    records.opinion(7, PORT, REDIS, 6379);

    assertEquals(List.of("CLIENT LOCAL FIN 1"), counts());
    assertEquals(List.of("CLIENT LOCAL FIN 2"), counts());
  }

  @Test
  void whatComesWhileTheKernelIsAskedTellsOfTheClosesThatAreDecidedTheNextTime() {
    sockets.withLocalPort(6379, TcpState.TIME_WAIT).with(9, TcpState.FIN_WAIT_2);
    sockets.meanwhile =
        () -> {
          records.opinion(7, PORT, HERE, 6379);
          records.initiator(Initiator.REMOTE).close(0, PORT, HERE, 6379);
        };
    records.opinion(9, PORT + 1, HERE, 6379);
    counts();

    assertEquals(
        List.of("CLIENT LOCAL FIN 1", "CLIENT REMOTE FIN 1", "CLIENT UNKNOWN FIN 1"), counts());
  }

  @Test
  void aReleaseThatComesWhileTheKernelIsAskedDecides() {
    sockets.with(7, TcpState.TIME_WAIT);
    sockets.meanwhile = () -> records.revised(Initiator.LOCAL, How.RST, 7, PORT, REDIS, 6379);
    records.opinion(7, PORT, REDIS, 6379);

    assertEquals(List.of("CLIENT LOCAL RST 1"), counts());
  }

  @Test
  void anEarlierCloseOfTheAddressPairTellsNothing() {
    sockets.withLocalPort(6379, TcpState.TIME_WAIT);
    records.initiator(Initiator.REMOTE).close(0, PORT, HERE, 6379);
    records.initiator(Initiator.LOCAL).opinion(8, PORT, HERE, 6379);

    assertEquals(List.of("CLIENT REMOTE FIN 2"), counts());
  }

  @Test
  void aPeersSocketThatLivesOnThisHostIsOfALaterConnection() {
    sockets.withLocalPort(6379, TcpState.ESTABLISHED);
    records.opinion(7, PORT, HERE, 6379);

    assertEquals(List.of("CLIENT UNKNOWN FIN 1"), counts());
  }

  @Test
  void aFinThatWaitedForItsAcknowledgementIsNotThePeersForALaterTimeWait() {
    sockets.withLocalPort(6379, TcpState.TIME_WAIT);
    records.waiting(7, PORT, HERE, 6379);

    assertEquals(List.of("CLIENT LOCAL FIN 1"), counts());
  }

  @ParameterizedTest
  @CsvSource({
    // closes of this JVM's in a row, initiator of the first of them or of the one before, looked up
    "511, LOCAL, true",
    "512, LOCAL, false",
    "512, REMOTE, false",
    "511, REMOTE, true",
    "512, SIMULTANEOUS, false",
    "511, SIMULTANEOUS, true"
  })
  void onlyPeersThatMayRaceAreLookedUp(int inRow, Initiator before, boolean isLookedUp) {
    records.initiator(before).close(0, PORT, HERE, 6379);
    records.initiator(Initiator.LOCAL);
    closeFirst(before == Initiator.LOCAL ? inRow - 1 : inRow);
    sockets.with(7, TcpState.TIME_WAIT).withLocalPort(6379, TcpState.TIME_WAIT);
    counts();
    records.waiting(7, PORT, HERE, 6379);

    int crossedBefore = before == Initiator.SIMULTANEOUS ? 1 : 0;
    assertEquals(isLookedUp ? 1 : 0, countOf("CLIENT SIMULTANEOUS FIN") - crossedBefore);
  }

  @Test
  void aPeerThatRacesAtOnePortDoesNotMakeAnotherOne() {
    closeFirst(512);
    records.initiator(Initiator.REMOTE).close(0, PORT, HERE, 6380);
    sockets.with(7, TcpState.TIME_WAIT).withLocalPort(6379, TcpState.TIME_WAIT);
    counts();
    records.initiator(Initiator.LOCAL).waiting(7, PORT, HERE, 6379);

    assertEquals(0, countOf("CLIENT SIMULTANEOUS FIN"));
  }

  @Test
  void withoutATimeWaitAnEndOfWhichNothingWasAskedBeforeIsUnknown() {
    records.unasked(7, PORT, HERE, 6379);

    assertEquals(List.of("CLIENT UNKNOWN FIN 1"), counts());
  }

  @Test
  void noTimeWaitAtEitherEndOfThisHostMeansAResetAfterOurFin() {
    records.ended(7, PORT, HERE, 6379);

    assertEquals(List.of("CLIENT LOCAL FIN 1"), counts());
  }

  @Test
  void aClientThatConnectsFromTheSamePortAgainEndsOurTimeWait() {
    sockets.withLocalPort(8080, TcpState.ESTABLISHED);
    records.role(Role.SERVER).opinion(7, 8080, REDIS, PORT);

    assertEquals(List.of("SERVER LOCAL FIN 1"), counts());
  }

  @Test
  void soDoesOneWhoseNextConnectionHasEnded() {
    sockets.withLocalPort(PORT, TcpState.TIME_WAIT);
    records.role(Role.SERVER).opinion(7, 8080, HERE, PORT);
    records.initiator(Initiator.REMOTE).close(0, 8080, HERE, PORT);

    assertEquals(List.of("SERVER LOCAL FIN 1", "SERVER REMOTE FIN 1"), counts());
  }

  @Test
  void aCensusThatFindsItAfterAllIsRight() throws Exception {
    records.opinion(7, PORT, REDIS, 6379);
    assertEquals(List.of("CLIENT UNKNOWN FIN 1"), counts());

    Picture picture = census(timeWait(7, PORT));

    assertEquals(List.of("CLIENT LOCAL FIN 1"), counts());
    assertEquals(1, picture.timeWait.thisJvm);
  }

  @Test
  void asManyKeepTheirOpinionAsCanHaveSkippedTimeWait() {
    for (int cookie = 1; cookie <= 3; cookie++) {
      records.ended(cookie, PORT + cookie, REDIS, 6379);
    }

    assertEquals(
        List.of("local", "local", "remote"), verdictsAfter(TcpCounter.TIME_WAIT_OVERFLOW, 2));
  }

  @Test
  void aResetIsThatOfTheConnectionWithTls() {
    sockets.with(1, TcpState.TIME_WAIT);
    records.opinion(1, PORT + 1, REDIS, 6379);
    records.opinion(2, PORT + 2, REDIS, 6379);
    withTls().opinion(3, PORT + 3, REDIS, 6379);

    assertEquals(List.of("local", "remote", "local"), verdictsAfter(TcpCounter.ABORT_ON_DATA, 1));
  }

  @Test
  void aResetThatACloseWithTlsMayHaveHadExplainsNothing() {
    sockets.with(1, TcpState.TIME_WAIT);
    withTls().close(4, PORT + 4, REDIS, 6379);
    records.opinion(1, PORT + 1, REDIS, 6379);
    records.opinion(2, PORT + 2, REDIS, 6379);
    records.opinion(3, PORT + 3, REDIS, 6379);

    assertEquals(
        List.of("local", "local", "unknown", "local"), verdictsAfter(TcpCounter.ABORT_ON_DATA, 2));
  }

  private Records withTls() {
    return new Records(ring).info(TcpState.ESTABLISHED, TcpInfo.TLS, 1, -1, -1, -1, -1);
  }

  /** This JVM closes first, so many times. */
  private void closeFirst(int times) {
    for (int i = 0; i < times; i++) {
      records.close(0, PORT, HERE, 6379);
    }
  }

  private UnsettledCloses unsettled(RecordVisitor counted) {
    return new UnsettledCloses(sockets, new GoneSockets(new SkippedTimeWait(Map::of)), counted);
  }

  /** In the order of their counts, after the kernel has counted what is given. */
  private List<String> verdictsAfter(TcpCounter counter, long count) {
    Map<TcpCounter, Long> counters = new EnumMap<>(TcpCounter.class);
    List<String> verdicts = new ArrayList<>();
    UnsettledCloses unsettled =
        new UnsettledCloses(
            sockets,
            new GoneSockets(new SkippedTimeWait(() -> new EnumMap<>(counters))),
            (cookie, nanoTime, age, facts, ports, info, address) ->
                verdicts.add(RecordFacts.initiator(facts).label()));
    counters.put(counter, count);
    ring.drain(unsettled);
    unsettled.settle(ring);
    return verdicts;
  }

  @Test
  void aCloseIsCountedOnceWithItsFinalVerdict() throws Exception {
    sockets.with(7, TcpState.TIME_WAIT);
    records.opinion(7, PORT, REDIS, 6379);
    records.opinion(8, PORT + 1, REDIS, 6379);

    census(timeWait(7, PORT));

    assertEquals(List.of("CLIENT LOCAL FIN 1", "CLIENT REMOTE FIN 1"), counts());
    assertEquals(0, correlator.corrected());
  }

  @Test
  void whatTheDescriptorShowedLaterIsTheVerdict() {
    records.opinion(7, PORT, REDIS, 6379);
    records.revised(Initiator.LOCAL, How.RST, 7, PORT, REDIS, 6379);

    assertEquals(List.of("CLIENT LOCAL RST 1"), counts());
  }

  @Test
  void aCountThatFailsSpoilsNoLaterVerdict() {
    sockets.with(7, TcpState.TIME_WAIT);
    List<String> verdicts = new ArrayList<>();
    UnsettledCloses unsettled =
        unsettled(
            (cookie, nanoTime, age, facts, ports, info, address) -> {
              if (cookie == 7) {
                throw new IllegalStateException("no room");
              }
              verdicts.add(RecordFacts.initiator(facts).label());
            });
    records.opinion(7, PORT, REDIS, 6379);
    ring.drain(unsettled);
    assertThrows(IllegalStateException.class, () -> unsettled.settle(ring));

    records.ended(8, PORT + 1, REDIS, 6379);
    ring.drain(unsettled);
    unsettled.settle(ring);

    assertEquals(List.of("remote"), verdicts);
  }

  @Test
  void aLookThatFailsLeavesTheOpinionAndHoldsNoClose() {
    sockets.fault = new IllegalStateException("a fault of our own");
    List<String> verdicts = new ArrayList<>();
    UnsettledCloses unsettled =
        unsettled(
            (cookie, nanoTime, age, facts, ports, info, address) ->
                verdicts.add(RecordFacts.initiator(facts).label()));
    records.opinion(7, PORT, REDIS, 6379);
    ring.drain(unsettled);

    assertThrows(IllegalStateException.class, () -> unsettled.settle(ring));

    assertEquals(List.of("local"), verdicts);
    assertFalse(unsettled.settle(ring));
  }

  /** Else the next such close would wake the agent's thread at once, and so would each. */
  @Test
  void anUncertainVerdictIsToldAlsoWhereNoLookUpIsNeeded() {
    UnsettledCloses unsettled =
        unsettled((cookie, nanoTime, age, facts, ports, info, address) -> {});
    closeFirst(512);
    ring.drain(unsettled);
    assertFalse(unsettled.settle(ring));

    records.waiting(7, PORT, HERE, 6379);
    ring.drain(unsettled);

    assertTrue(unsettled.settle(ring));
    assertFalse(unsettled.settle(ring));
  }

  @Test
  void aKernelThatRefusesLeavesTheOpinion() {
    sockets.refusal = "no look-ups here";
    records.opinion(7, PORT, REDIS, 6379);
    assertEquals(List.of("CLIENT LOCAL FIN 1"), counts());

    records.opinion(8, PORT + 1, REDIS, 6379);
    assertEquals(List.of("CLIENT LOCAL FIN 2"), counts());
    assertEquals("no look-ups here", correlator.lookupFailure());
  }

  @Test
  void aKernelThatRefusedIsAskedAgainAfterTheNextCensus() throws Exception {
    sockets.refusal = "no look-ups here";
    records.opinion(7, PORT, REDIS, 6379);
    assertEquals(List.of("CLIENT LOCAL FIN 1"), counts());

    sockets.refusal = null;
    census();
    sockets.with(8, TcpState.CLOSING);
    records.opinion(8, PORT + 1, REDIS, 6379);

    assertEquals(List.of("CLIENT LOCAL FIN 1", "CLIENT SIMULTANEOUS FIN 1"), counts());
    assertNull(correlator.lookupFailure());
  }
}
