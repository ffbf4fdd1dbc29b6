package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which sockets of a census belong to a close that was recorded. */
class CensusJoinTest extends FactTest {
  @Test
  void whatThisJvmClosedFirstIsItsOwnAndTheRestIsOthers() throws Exception {
    records.site(site).close(1, 40_001, REDIS, 6379);

    Picture picture = census(timeWait(1, 40_001), timeWait(2, 40_002), timeWait(3, 40_003));

    assertEquals(3, picture.timeWait.total);
    assertEquals(1, picture.timeWait.thisJvm);
    assertEquals(2, picture.timeWait.others);
    assertEquals(1, only(picture.destinations).timeWait);
    assertEquals(3, only(picture.destinations).timeWaitAll);
    assertEquals(1, only(picture.sites).timeWait);
    assertEquals(1, picture.kernel.statesOfThisJvm.get(TcpState.TIME_WAIT));
  }

  @Test
  void aSocketThatADumpRepeatsIsOurOwnOnce() throws Exception {
    records.close(1, 40_001, REDIS, 6379);

    Picture picture = census(timeWait(1, 40_001), timeWait(1, 40_001));

    assertEquals(1, picture.timeWait.thisJvm);
    assertEquals(1, only(picture.destinations).timeWait);
  }

  @Test
  void recordsAreTakenWhileALongCensusFindsOnlyWhatItKnows() throws Exception {
    records.close(1, 40_001, REDIS, 6379);
    begin();
    records.close(2, 40_002, REDIS, 6379);
    for (int i = 0; i < 2_000; i++) {
      join.visit(timeWait(1, 40_001));
    }

    assertFalse(ring.isPending());
  }

  @Test
  void aCloseDuringTheCensusIsFoundInTheRing() throws Exception {
    begin();
    records.close(1, 40_001, REDIS, 6379);
    join.visit(timeWait(1, 40_001));
    correlator.endCensus(join);

    assertEquals(1, picture(true).timeWait.thisJvm);
  }

  @Test
  void aHalfCloseWhoseCloseComesDuringTheCensusIsCountedOnce() throws Exception {
    records.halfClosed(true).close(1, 40_001, REDIS, 6379);
    begin();
    join.visit(timeWait(1, 40_001));
    records.halfClosed(false).close(1, 40_001, REDIS, 6379);
    join.visit(timeWait(2, 40_002));
    join.visit(timeWait(1, 40_001));
    correlator.endCensus(join);

    Picture picture = picture(true);
    assertEquals(1, picture.timeWait.thisJvm);
    assertEquals(List.of("client local fin 1"), counts(picture));
  }

  @Test
  void withoutCookiesThePictureIsTheSame() throws Exception {
    useReader(new FakeReader("procfs"));
    records.site(site).close(1, 40_001, REDIS, 6379);
    records.site(otherSite).close(2, 40_002, REDIS, 6379);

    Picture picture = census(timeWait(0, 40_001), timeWait(0, 40_002), timeWait(0, 40_003));

    assertEquals(2, picture.timeWait.thisJvm);
    assertEquals(1, picture.timeWait.others);
    assertEquals(2, only(picture.destinations).timeWait);
    assertEquals(2, only(picture.destinations).sites.size());
    assertEquals(3, only(picture.destinations).portsUsed);
  }

  @Test
  void aRecordWithoutCookieIsFoundByItsAddressPair() throws Exception {
    records.close(0, 40_001, REDIS, 6379);

    assertEquals(1, census(timeWait(7, 40_001)).timeWait.thisJvm);
  }

  @ParameterizedTest
  @EnumSource(names = {"REMOTE", "UNKNOWN"})
  void aCloseThatLeavesNoTimeWaitClaimsNone(Initiator initiator) throws Exception {
    records.initiator(initiator).close(0, 40_001, REDIS, 6379);

    assertEquals(0, census(timeWait(1, 40_001)).timeWait.thisJvm);
  }

  @Test
  void aResetWithoutCookieClaimsNoTimeWait() throws Exception {
    records.how(How.RST).close(0, 40_001, REDIS, 6379);

    assertEquals(0, census(timeWait(1, 40_001)).timeWait.thisJvm);
  }

  @Test
  void aConnectionThatStaysHalfClosedIsRememberedUntilItsTimeWait() throws Exception {
    records.halfClosed(true).close(1, 40_001, REDIS, 6379);
    FakeSocket half = socket(TcpState.FIN_WAIT_2, 1, 40_001).withInode(99);
    // A record is not judged before the second after its own.
    long next = System.nanoTime() + 1_100_000_000L;
    while (System.nanoTime() < next) {
      census(half);
    }
    for (int i = 0; i < 4; i++) {
      census(half);
    }

    assertEquals(1, census(timeWait(1, 40_001)).timeWait.thisJvm);
  }

  @Test
  void aHalfCloseIsNoCloseYet() throws Exception {
    records.halfClosed(true).close(1, 40_001, REDIS, 6379);

    Picture picture = census(timeWait(1, 40_001));

    assertEquals(List.of(), counts(picture));
    assertEquals(1, picture.timeWait.thisJvm);
  }

  @Test
  void aLeakedSocketHasItsDestinationFromTheKernel() throws Exception {
    records.close(1, 0, null, 0);

    Picture picture = census(timeWait(1, 40_001));

    assertEquals("10.0.0.5:6379", only(picture.destinations).remote);
    assertEquals(1, only(picture.destinations).timeWait);
  }

  @Test
  void aLeakedSocketOfAServerIsCountedAtItsListeningPort() throws Exception {
    records.role(Role.SERVER).close(1, 0, null, 0);

    Picture picture =
        census(FakeSocket.of(TcpState.TIME_WAIT, HERE, 8080, REDIS, 50_000).withCookie(1));

    assertEquals("10.0.0.5:*", only(picture.destinations).remote);
    assertEquals(8080, only(picture.destinations).listeningPort);
  }
}
