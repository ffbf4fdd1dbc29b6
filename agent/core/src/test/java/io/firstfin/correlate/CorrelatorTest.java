package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.kernel.KernelFixtures;
import io.firstfin.kernel.OwnDescriptors;
import io.firstfin.picture.AgentHealth;
import io.firstfin.picture.CheckTime;
import io.firstfin.picture.CloseCount;
import io.firstfin.picture.ClosingShare;
import io.firstfin.picture.ConnectFailure;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Ending;
import io.firstfin.picture.FailedReuse;
import io.firstfin.picture.FinWait2Group;
import io.firstfin.picture.Lifetime;
import io.firstfin.picture.ListeningPort;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Site;
import io.firstfin.picture.SiteShare;
import io.firstfin.record.CallSites;
import io.firstfin.record.FrameKinds;
import io.firstfin.record.OpenConnections;
import io.firstfin.record.RecordRing;
import io.firstfin.record.Records;
import io.firstfin.record.TcpInfo;
import io.firstfin.vocabulary.ConnectFailureReason;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpCounter;
import io.firstfin.vocabulary.TcpState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelatorTest {
  private static final String HERE = "10.0.0.1";
  private static final String REDIS = "10.0.0.5";
  private static final int LOW = 32_768;
  private static final int HIGH = 60_999;

  @TempDir Path folder;

  private final CallSites callSites = new CallSites(new FrameKinds(List.of()));
  private final RecordRing ring = new RecordRing(1024);
  private final OpenConnections open = new OpenConnections();
  private final Correlator correlator = new Correlator(ring, open, callSites);
  private final Records records = new Records(ring);
  private final int site = site("com.acme.CacheClient", 1);
  private final int otherSite = site("com.acme.Health", 2);
  private final Map<Role, Long> opened = Map.of(Role.CLIENT, 7L, Role.SERVER, 8L);
  private int top = 20;
  private boolean ownersKnown = true;
  private OwnDescriptors own;

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
  void timeWaitIsTracedToItsSites() throws Exception {
    records.site(site).close(1, 40_001, REDIS, 6379);
    records.site(site).close(2, 40_002, REDIS, 6379);
    records.site(otherSite).close(3, 40_003, REDIS, 6379);

    Picture picture = census(timeWait(1, 40_001), timeWait(2, 40_002), timeWait(3, 40_003));

    List<String> shares = new ArrayList<>();
    for (SiteShare share : only(picture.destinations).sites) {
      shares.add(share.line + " " + share.timeWait);
    }
    assertEquals(
        List.of(
            "com.acme.CacheClient.close(Source.java:1) 2",
            "com.acme.Health.close(Source.java:2) 1"),
        shares);
    assertEquals("com.acme.CacheClient.close(Source.java:1)", picture.sites.get(0).line);
    assertEquals(2, picture.sites.get(0).timeWait);
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
      correlator.visit(timeWait(1, 40_001));
    }

    assertFalse(ring.isPending());
  }

  @Test
  void aCloseDuringTheCensusIsFoundInTheRing() throws Exception {
    begin();
    records.close(1, 40_001, REDIS, 6379);
    correlator.visit(timeWait(1, 40_001));
    correlator.endCensus();

    assertEquals(1, picture(true).timeWait.thisJvm);
  }

  @Test
  void aHalfCloseWhoseCloseComesDuringTheCensusIsCountedOnce() throws Exception {
    records.halfClosed(true).close(1, 40_001, REDIS, 6379);
    begin();
    correlator.visit(timeWait(1, 40_001));
    records.halfClosed(false).close(1, 40_001, REDIS, 6379);
    correlator.visit(timeWait(2, 40_002));
    correlator.visit(timeWait(1, 40_001));
    correlator.endCensus();

    Picture picture = picture(true);
    assertEquals(1, picture.timeWait.thisJvm);
    assertEquals(List.of("client local fin 1"), counts(picture));
  }

  @ParameterizedTest
  @CsvSource({"LAST_ACK, remote", "CLOSING, simultaneous"})
  void whereTheKernelContradictsARecordItIsRight(TcpState state, String initiator)
      throws Exception {
    records.site(site).close(1, 40_001, REDIS, 6379);

    Picture picture = census(socket(state, 1, 40_001));

    assertEquals(List.of("client " + initiator + " fin 1"), counts(picture));
    assertEquals(1, correlator.corrected());
    assertEquals(initiator, only(picture.sites).initiator.label());
    assertEquals(0, only(picture.destinations).closesLocalFirst);
    assertEquals(initiator, only(only(picture.destinations).closesBy).initiator.label());
    assertEquals(0, picture.timeWait.thisJvm);
  }

  @Test
  void aContradictionIsCorrectedOnce() throws Exception {
    records.close(1, 40_001, REDIS, 6379);

    census(socket(TcpState.LAST_ACK, 1, 40_001));
    Picture picture = census(socket(TcpState.LAST_ACK, 1, 40_001));

    assertEquals(List.of("client remote fin 1"), counts(picture));
    assertEquals(1, correlator.corrected());
  }

  @Test
  void aSimultaneousCloseThatWasSeenIsNoContradiction() throws Exception {
    records.initiator(Initiator.SIMULTANEOUS).close(1, 40_001, REDIS, 6379);

    census(socket(TcpState.CLOSING, 1, 40_001));

    assertEquals(0, correlator.corrected());
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

  @Test
  void portsAreCountedForEachSourceAddress() throws Exception {
    records.close(1, 40_001, REDIS, 6379);

    Picture picture =
        census(
            timeWait(1, 40_001),
            socket(TcpState.ESTABLISHED, 2, 40_002),
            socket(TcpState.SYN_SENT, 3, 40_003),
            FakeSocket.of(TcpState.ESTABLISHED, "10.0.0.2", 40_001, REDIS, 6379).withCookie(4),
            FakeSocket.of(TcpState.ESTABLISHED, "10.0.0.2", 40_002, REDIS, 6379).withCookie(5));

    assertEquals(3, only(picture.destinations).portsUsed, "the fullest source address counts");
    assertEquals(HIGH - LOW + 1, only(picture.destinations).portsMax);
  }

  @Test
  void portsOutsideTheEphemeralRangeAreNotCounted() throws Exception {
    records.close(1, 40_001, REDIS, 6379);

    Picture picture = census(timeWait(1, 40_001), timeWait(2, LOW - 1), timeWait(3, HIGH + 1));

    assertEquals(1, only(picture.destinations).portsUsed);
  }

  @ParameterizedTest
  @CsvSource({"8080, SERVER", "40001, CLIENT"})
  void anUnknownRoleIsToldByTheListeningPorts(int localPort, Role role) throws Exception {
    census(FakeSocket.of(TcpState.LISTEN, "0.0.0.0", 8080, "0.0.0.0", 0).withInode(99));

    records.role(Role.UNKNOWN).close(1, localPort, REDIS, 50_000);
    correlator.drain();

    assertEquals(List.of(role.label() + " local fin 1"), counts(picture(false)));
  }

  @Test
  void beforeTheFirstCensusAnUnknownRoleStaysUnknown() {
    records.role(Role.UNKNOWN).close(1, 40_001, REDIS, 6379);
    correlator.drain();

    assertEquals(List.of("unknown local fin 1"), counts(picture(false)));
  }

  @Test
  void theListeningPortOfAnotherProcessTellsNothing() throws Exception {
    census(FakeSocket.of(TcpState.LISTEN, "0.0.0.0", 8080, "0.0.0.0", 0).withInode(98));

    records.role(Role.UNKNOWN).close(1, 8080, REDIS, 50_000);
    correlator.drain();

    assertEquals(List.of("client local fin 1"), counts(picture(false)));
  }

  @Test
  void withoutCookiesThePictureIsTheSame() throws Exception {
    correlator.useCookies(false);
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
    records.initiator(initiator).close(1, 40_001, REDIS, 6379);

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
    // A record is judged from the second after its own.
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
  void closeWaitIsCountedForItsOwnerWithItsOpener() throws Exception {
    Records.opened(open, 10, Role.CLIENT, site);
    records.initiator(Initiator.REMOTE).close(5, 40_009, REDIS, 6379);

    Picture picture =
        census(
            socket(TcpState.CLOSE_WAIT, 1, 40_001).withInode(99),
            socket(TcpState.CLOSE_WAIT, 2, 40_002).withInode(98));

    assertEquals(1, picture.closeWait.size());
    assertEquals(1, picture.closeWait.get(0).count);
    assertEquals("10.0.0.5:6379", picture.closeWait.get(0).remote);
    assertEquals("com.acme.CacheClient.close(Source.java:1)", picture.closeWait.get(0).line);
    assertEquals(1, picture.closeWait.get(0).endOfStreamRead);
    assertEquals(1, only(picture.destinations).closeWait);
    assertEquals(2, picture.kernel.states.get(TcpState.CLOSE_WAIT));
    assertEquals(1, picture.kernel.statesOfThisJvm.get(TcpState.CLOSE_WAIT));
  }

  @Test
  void finWait2IsCountedByItsPeerWhetherClosedOrHalfClosedHere() throws Exception {
    Records.opened(open, 10, Role.CLIENT, site);
    records.close(1, 40_001, REDIS, 6379);
    records.close(2, 40_002, REDIS, 6379);

    Picture picture =
        census(
            socket(TcpState.FIN_WAIT_2, 1, 40_001),
            socket(TcpState.FIN_WAIT_2, 1, 40_001),
            socket(TcpState.FIN_WAIT_2, 2, 40_002),
            socket(TcpState.FIN_WAIT_2, 3, 40_003),
            socket(TcpState.FIN_WAIT_2, 4, 40_004).withInode(99),
            socket(TcpState.FIN_WAIT_2, 5, 40_005).withInode(98));

    assertEquals(2, picture.finWait2.orphans);
    assertEquals(1, picture.finWait2.halfClosed);
    assertEquals(0, picture.finWait2.halfClosedOlderThanMinute);
    FinWait2Group peer = only(picture.finWait2.peers);
    assertEquals("10.0.0.5:6379", peer.remote);
    assertEquals(Role.CLIENT, peer.role);
    assertEquals(2, peer.orphans);
    assertEquals(1, peer.halfClosed);
  }

  @Test
  void countersAreKnownWhereTheyWereRead() throws Exception {
    assertEquals(7, census().counters.total(TcpCounter.TIME_WAIT));
    assertEquals(-1, census().counters.total(TcpCounter.TIME_WAIT_OVERFLOW));
  }

  @Test
  void finWait2IsNotKnownWithoutItsOwners() throws Exception {
    ownersKnown = false;

    assertEquals(-1, census(socket(TcpState.FIN_WAIT_2, 1, 40_001)).finWait2.orphans);
    assertEquals(-1, picture(false).finWait2.orphans);
  }

  @Test
  void unreadDataInCloseWaitIsNoEndOfStreamRead() throws Exception {
    Picture picture = census(socket(TcpState.CLOSE_WAIT, 1, 40_001).withInode(99).withUnread(1));

    assertEquals(0, picture.closeWait.get(0).endOfStreamRead);
  }

  @Test
  void exchangesAndAgesAreThoseOfTheClosesThatWereFirst() throws Exception {
    records.lived(1, 3_000_000).close(1, 40_001, REDIS, 6379);
    records.initiator(Initiator.REMOTE).lived(900, 900_000_000_000L);
    records.close(2, 40_002, REDIS, 6379);
    records.close(3, 40_003, REDIS, 6379);

    Destination destination = only(census(timeWait(1, 40_001)).destinations);

    assertEquals(1, destination.exchangesMedian);
    assertEquals(3, destination.ageMillisMedian);
    assertEquals(3, destination.closes);
    assertEquals(1, destination.closesLocalFirst);
  }

  @Test
  void exchangesIdleTimeAndBytesAreToldApartByWhoWasFirst() throws Exception {
    records.info(TcpState.ESTABLISHED, 0, 100, 90, 80, 70, 512);
    records.close(1, 40_001, REDIS, 6379);
    records.initiator(Initiator.REMOTE).info(TcpState.CLOSE_WAIT, 0, 7, 5_000, 5_000, 2_048, 64);
    records.close(2, 40_002, REDIS, 6379);

    List<Ending> endings = only(census().destinations).ends.byInitiator;

    assertEquals(Initiator.LOCAL, endings.get(0).initiator);
    assertEquals(100, endings.get(0).exchanges.median);
    assertEquals(80, endings.get(0).idleMillis.median);
    assertEquals(512, endings.get(0).bytes.median);
    assertEquals(Initiator.REMOTE, endings.get(1).initiator);
    assertEquals(7, endings.get(1).exchanges.median);
    assertEquals(2_048, endings.get(1).idleMillis.median);
    assertEquals(1, endings.get(1).bytes.count);
  }

  @Test
  void withoutTheKernelsFiguresTheEndingsAreUnknown() throws Exception {
    records.close(1, 40_001, REDIS, 6379);

    Ending ending = only(only(census().destinations).ends.byInitiator);

    assertEquals(0, ending.exchanges.count);
    assertEquals(-1, ending.idleMillis.median);
    assertEquals(-1, ending.bytes.high);
  }

  @ParameterizedTest
  @CsvSource({
    // state, flags, sent, received, quiet: expected
    "CLOSE_WAIT, unacknowledged, 0, 3500, 2000, fin",
    "CLOSE_WAIT, unacknowledged, 0, 1100, -1, fin",
    "CLOSE_WAIT, unacknowledged farewell, 0, 3500, 2000, none",
    "CLOSED, unacknowledged, 0, 3500, 2000, fin",
    "CLOSED, unacknowledged farewell, 0, 3500, 2000, none",
    "CLOSED, unacknowledged farewell, 0, 3500, 0, none",
    "CLOSED, unacknowledged, 0, 3500, 0, reset",
    "CLOSED, unacknowledged unanswered, 0, 3500, 0, unanswered",
    "ESTABLISHED, unacknowledged unanswered, 900, 60000, 0, unanswered",
    "ESTABLISHED, unacknowledged, 0, 60000, 0, none",
    "ESTABLISHED, unacknowledged unanswered, 900, 60000, 30000, none",
    "CLOSED, unacknowledged unanswered, 900, 60000, 30000, none",
    "CLOSE_WAIT, unacknowledged one-way, 0, 3500, 3500, none",
    "CLOSED, unacknowledged one-way, 0, 3500, 3500, none",
    "ESTABLISHED, unanswered, 0, 60000, 0, none",
    "CLOSED, -, 0, 3500, 2000, none",
    "CLOSED, unacknowledged, 0, 900, 0, none",
    "CLOSED, unacknowledged, -1, 3500, 0, none",
    "CLOSED, unacknowledged, 0, -1, 0, none",
  })
  void aUseThatFailedAfterAnIdleTimeIsToldFromTheKernelsFigures(
      TcpState state, String flags, long sent, long received, long quiet, String expected)
      throws Exception {
    long packed =
        (flags.contains("unacknowledged") ? TcpInfo.UNACKNOWLEDGED : 0)
            | (flags.contains("unanswered") ? TcpInfo.UNANSWERED : 0)
            | (flags.contains("one-way") ? TcpInfo.ONE_WAY : 0)
            | (flags.contains("farewell") ? TcpInfo.MAYBE_FAREWELL : 0);
    records.initiator(Initiator.REMOTE).how(How.RST);
    records.info(state, packed, 3, sent, received, quiet, 100).close(0, 40_001, REDIS, 6379);

    FailedReuse failed = only(census().destinations).ends.failedReuse;

    assertEquals(expected.equals("fin") ? 1 : 0, failed.afterFin);
    assertEquals(expected.equals("reset") ? 1 : 0, failed.reset);
    assertEquals(expected.equals("unanswered") ? 1 : 0, failed.unanswered);
  }

  @Test
  void whereTheKernelSaysTooLittleAFailedUseIsNotKnown() throws Exception {
    records.info(TcpState.CLOSED, 0, -1, -1, -1, -1, -1).close(0, 40_001, REDIS, 6379);
    assertEquals(-1, only(census().destinations).ends.failedReuse.afterFin);

    records.info(TcpState.CLOSED, 0, 3, 0, 0, 0, 100).close(0, 40_002, REDIS, 6379);
    assertEquals(0, only(census().destinations).ends.failedReuse.afterFin);
  }

  @Test
  void aServersUseOfAnIdleConnectionIsNoReuse() throws Exception {
    records.role(Role.SERVER).initiator(Initiator.REMOTE).how(How.RST);
    records.info(TcpState.CLOSED, TcpInfo.UNACKNOWLEDGED, 3, 0, 60_000, 2_000, 100);
    records.close(0, 8080, REDIS, 40_001);

    assertEquals(0, only(census().destinations).ends.failedReuse.afterFin);
  }

  @Test
  void theTimeFromOneCloseToTheNextIsKnownFromTheSecondOn() throws Exception {
    records.close(1, 40_001, REDIS, 6379);
    assertEquals(0, only(census().destinations).ends.closeIntervalMillis.count);
    records.close(2, 40_002, REDIS, 6379);

    assertEquals(1, only(census().destinations).ends.closeIntervalMillis.count);
  }

  @Test
  void aFailedConnectIsCountedByReasonAndDestination() {
    records.site(site).connectFailed(ConnectFailureReason.REFUSED, REDIS, 6379);
    records.connectFailed(ConnectFailureReason.REFUSED, REDIS, 6379);
    correlator.drain();

    Picture picture = picture(false);
    assertEquals(1, picture.connectFailures.size());
    assertEquals(2, picture.connectFailures.get(0).count);
    assertEquals("10.0.0.5:6379", picture.connectFailures.get(0).remote);
    assertFalse(correlator.takeUrgent());
  }

  @Test
  void aFailedBindIsCountedByItsLocalAddressAndUrgent() {
    records.site(site).bindFailed("10.0.0.7", 0);
    records.site(site).bindFailed("10.0.0.7", 0);
    correlator.drain();

    ConnectFailure failure = only(picture(false).connectFailures);
    assertEquals("address_in_use", failure.reason);
    assertEquals("", failure.remote);
    assertEquals("10.0.0.7:0", failure.local);
    assertEquals(2, failure.count);
    assertEquals("com.acme.CacheClient.close(Source.java:1)", failure.line);
    assertTrue(correlator.takeUrgent());
  }

  @Test
  void aConnectThatFoundNoPortIsUrgentOnce() {
    records.connectFailed(ConnectFailureReason.ADDRESS_UNAVAILABLE, REDIS, 6379);
    correlator.drain();

    assertTrue(correlator.takeUrgent());
    assertFalse(correlator.takeUrgent());
  }

  @Test
  void destinationsThatAreIdleAreForgottenWithoutACensusToo() throws Exception {
    records.close(1, 40_001, REDIS, 6379);
    census(timeWait(1, 40_001));
    long now = System.nanoTime();

    correlator.expire(now + 299_000_000_000L);
    assertEquals(1, correlator.peers.all().size());
    correlator.expire(now + 301_000_000_000L);
    assertEquals(0, correlator.peers.all().size());
  }

  @Test
  void withoutACensusNothingIsClaimedOfTheKernel() throws Exception {
    records.close(1, 40_001, REDIS, 6379);
    census(timeWait(1, 40_001));

    Picture picture = picture(false);

    assertEquals(-1, picture.timeWait.total);
    assertEquals(-1, picture.timeWait.thisJvm);
    assertEquals(Map.of(), picture.kernel.states);
    assertEquals(Map.of(), picture.kernel.statesOfThisJvm);
    assertEquals(-1, only(picture.destinations).timeWait);
    assertEquals(-1, only(picture.destinations).portsUsed);
    assertEquals(-1, only(picture.destinations).closeWait);
    assertTrue(Double.isNaN(only(picture.destinations).timeWaitGrowth));
    assertTrue(Double.isNaN(only(picture.destinations).secondsToExhaustion));
    assertEquals(List.of(), only(picture.destinations).sites);
    assertEquals(-1, only(picture.sites).timeWait);
    assertEquals(List.of(), picture.closeWait);
    assertEquals(1, only(picture.sites).closes);
  }

  @Test
  void aGateThatCountsNoneIsBelieved() {
    Picture picture = picture(false, 0);

    assertEquals(0, picture.timeWait.total);
    assertEquals(0, picture.timeWait.thisJvm);
    assertEquals(Map.of(TcpState.TIME_WAIT, 0), picture.kernel.states);
  }

  @Test
  void aCloseThatNeverLeavesTimeWaitHasNoneWithoutACensus() {
    records.initiator(Initiator.REMOTE).close(1, 40_001, REDIS, 6379);
    correlator.drain();

    assertEquals(0, only(picture(false).sites).timeWait);
  }

  @Test
  void withoutDescriptorsOnlyTimeWaitHasAnOwner() throws Exception {
    ownersKnown = false;
    records.close(1, 40_001, REDIS, 6379);

    Picture picture =
        census(timeWait(1, 40_001), socket(TcpState.ESTABLISHED, 2, 40_002).withInode(99));

    assertEquals(1, picture.timeWait.thisJvm);
    assertEquals(1, picture.kernel.statesOfThisJvm.get(TcpState.TIME_WAIT));
    assertNull(picture.kernel.statesOfThisJvm.get(TcpState.ESTABLISHED));
    assertEquals(-1, only(picture.destinations).closeWait);
  }

  @Test
  void lastAckNeverHasAnOwner() throws Exception {
    Picture picture = census(socket(TcpState.LAST_ACK, 1, 40_001));

    assertNotNull(picture.kernel.states.get(TcpState.LAST_ACK));
    assertNull(picture.kernel.statesOfThisJvm.get(TcpState.LAST_ACK));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void noMoreDestinationsAndSitesAreShownThanTopTheHeaviestFirst(int top) throws Exception {
    this.top = top;
    List<FakeSocket> sockets = new ArrayList<>();
    int cookie = 1;
    for (int destination = 1; destination <= 8; destination++) {
      records.site(site("com.acme.Client" + destination, 100 + destination));
      for (int i = 0; i < destination; i++) {
        String remote = "10.0.1." + destination;
        records.close(cookie, 40_000 + cookie, remote, 443);
        sockets.add(
            FakeSocket.of(TcpState.TIME_WAIT, HERE, 40_000 + cookie, remote, 443)
                .withCookie(cookie++));
      }
    }

    Picture picture = census(sockets.toArray(new FakeSocket[0]));

    assertEquals(top, picture.heaviestDestinations().size());
    assertEquals(top, picture.heaviestSites().size());
    assertEquals(8, picture.destinations.size(), "the rules know some more");
    assertEquals("10.0.1.8:443", picture.destinations.get(0).remote);
    assertEquals(8, picture.sites.get(0).timeWait);
    assertEquals(36, picture.timeWait.thisJvm, "the total knows no top");
  }

  @Test
  void aDestinationThatTakesMostPortsIsKeptBesideThoseWithMoreTimeWait() throws Exception {
    own = KernelFixtures.descriptors(folder, Map.of(10, 99L, 11, 98L));
    List<FakeSocket> sockets = heavierOnes(30);
    sockets.add(socket(TcpState.ESTABLISHED, 1, 50_001).withInode(99));
    sockets.add(socket(TcpState.ESTABLISHED, 2, 50_002).withInode(98));

    Picture picture = census(sockets.toArray(new FakeSocket[0]));

    assertEquals(2, destination(picture, "10.0.0.5:6379").portsUsed);
    assertEquals(21, picture.destinations.size());
    assertEquals(1, picture.destinations.get(0).timeWait, "still the heaviest first");
  }

  @Test
  void aDestinationWithFailedReusesIsKeptBesideThoseWithMoreTimeWait() throws Exception {
    records.info(TcpState.CLOSE_WAIT, TcpInfo.UNACKNOWLEDGED, 3, 10, 60_000, 2_000, 900);
    records.initiator(Initiator.REMOTE).close(0, 40_001, REDIS, 6379);
    records.info(TcpState.ESTABLISHED, 0, -1, -1, -1, -1, -1).initiator(Initiator.LOCAL);

    Picture picture = census(heavierOnes(30).toArray(new FakeSocket[0]));

    assertNotNull(destination(picture, "10.0.0.5:6379"));
  }

  @Test
  void aDestinationThatIsClosedMostOfAllIsKeptBesideThoseWithMoreTimeWait() throws Exception {
    for (int i = 0; i < 3; i++) {
      records.initiator(Initiator.REMOTE).close(0, 40_001, REDIS, 6379);
      records.role(Role.SERVER).close(0, 8080, "10.0.0.7", 50_000);
      records.role(Role.CLIENT).initiator(Initiator.LOCAL);
    }

    Picture picture = census(heavierOnes(30).toArray(new FakeSocket[0]));

    assertNotNull(destination(picture, "10.0.0.5:6379"));
    assertNotNull(destination(picture, "10.0.0.7:*"));
  }

  /** Destinations with a socket in TIME_WAIT each. */
  private List<FakeSocket> heavierOnes(int count) {
    List<FakeSocket> sockets = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      String remote = "10.0.1." + i;
      records.close(1_000 + i, 40_000 + i, remote, 443);
      sockets.add(
          FakeSocket.of(TcpState.TIME_WAIT, HERE, 40_000 + i, remote, 443).withCookie(1_000 + i));
    }
    return sockets;
  }

  @Test
  void aListeningPortIsTheSumOfAllItsPeers() throws Exception {
    int peers = Peers.LARGEST_OF_OTHERS + 50;
    records.site(site).role(Role.SERVER);
    List<FakeSocket> sockets = new ArrayList<>();
    for (int i = 1; i <= peers; i++) {
      String remote = "10.1." + i / 250 + "." + i % 250;
      records.close(i, 8080, remote, 50_000);
      sockets.add(FakeSocket.of(TcpState.TIME_WAIT, HERE, 8080, remote, 50_000).withCookie(i));
      if (i % 500 == 0) {
        correlator.drain();
      }
    }
    records.close(9_999, 8081, REDIS, 50_000);

    Picture picture = census(sockets.toArray(new FakeSocket[0]));

    assertEquals(8080, picture.listeningPorts.get(0).port);
    assertEquals(peers, picture.listeningPorts.get(0).timeWait);
    assertEquals(peers, only(picture.listeningPorts.get(0).closesBy).count);
    assertEquals(peers, only(picture.listeningPorts.get(0).sites).timeWait);
    assertEquals(peers, only(picture.listeningPorts.get(0).closingSites).closes);
    assertEquals(0, picture.listeningPorts.get(1).timeWait);
  }

  @Test
  void withoutACensusTheTimeWaitOfAListeningPortIsUnknown() throws Exception {
    records.role(Role.SERVER).close(1, 8080, REDIS, 50_000);
    census(FakeSocket.of(TcpState.TIME_WAIT, HERE, 8080, REDIS, 50_000).withCookie(1));

    ListeningPort port = only(picture(false).listeningPorts);

    assertEquals(-1, port.timeWait);
    assertEquals(List.of(), port.sites);
    assertEquals(1, only(port.closesBy).count);
  }

  @Test
  void portsAreCountedTowardsADestinationOfWhichNothingWasClosed() throws Exception {
    Picture picture = census(socket(TcpState.ESTABLISHED, 1, 40_001).withInode(99));

    assertEquals("10.0.0.5:6379", only(picture.destinations).remote);
    assertEquals(1, only(picture.destinations).portsUsed);
    assertEquals(0, only(picture.destinations).closes);
    assertEquals(1, picture.totals.portsUsed);
  }

  @Test
  void whereOthersConnectToIsNoDestinationOfThisJvm() throws Exception {
    assertEquals(
        List.of(), census(socket(TcpState.ESTABLISHED, 1, 40_001).withInode(98)).destinations);
  }

  @Test
  void whatThisJvmAcceptedIsNoDestinationOfItsOwn() throws Exception {
    Records.opened(open, 10, Role.SERVER, site);

    assertEquals(
        List.of(), census(socket(TcpState.ESTABLISHED, 1, 40_001).withInode(99)).destinations);
  }

  @Test
  void whatIsAcceptedOnAPortThatIsNotKnownYetIsNoDestination() throws Exception {
    assertEquals(
        List.of(),
        census(FakeSocket.of(TcpState.ESTABLISHED, HERE, 8080, REDIS, 50_000).withInode(99))
            .destinations);
  }

  @Test
  void portsAreCountedTowardsADestinationThatHadNone() throws Exception {
    records.connectFailed(ConnectFailureReason.ADDRESS_UNAVAILABLE, REDIS, 6379);

    Picture picture =
        census(
            socket(TcpState.ESTABLISHED, 1, 40_001).withInode(55),
            socket(TcpState.ESTABLISHED, 2, 40_002).withInode(56));

    assertEquals(2, only(picture.destinations).portsUsed);
  }

  @Test
  void growthIsNotToldFromACountThatBeganInTheMidstOfACensus() throws Exception {
    FakeSocket others = socket(TcpState.ESTABLISHED, 1, 40_001).withInode(55);
    census(others, socket(TcpState.ESTABLISHED, 2, 40_002).withInode(99));

    assertTrue(only(correlator.peers.all()).isPartial);
    census(others, socket(TcpState.ESTABLISHED, 2, 40_002).withInode(99));
    assertFalse(only(correlator.peers.all()).isPartial);
    assertEquals(2, only(correlator.peers.all()).portsUsed);
  }

  @Test
  void aDestinationWithAnOpenConnectionIsNotForgottenByACensus() throws Exception {
    census(socket(TcpState.ESTABLISHED, 1, 40_001).withInode(99));
    Peer peer = only(correlator.peers.all());
    peer.lastNanos -= 301_000_000_000L;

    census(socket(TcpState.ESTABLISHED, 1, 40_001).withInode(99));

    assertEquals(List.of(peer), correlator.peers.all());
  }

  @Test
  void closingSitesAreToldByDestinationWhoeverWasFirst() throws Exception {
    records.initiator(Initiator.REMOTE).site(site).close(1, 40_001, REDIS, 6379);
    records.site(otherSite).close(2, 40_002, "10.0.0.6", 6379);
    correlator.drain();

    ClosingShare share = only(destination(picture(false), "10.0.0.5:6379").closingSites);

    assertEquals("com.acme.CacheClient.close(Source.java:1)", share.line);
    assertEquals(Initiator.REMOTE, share.initiator);
    assertEquals(1, share.closes);
  }

  @Test
  void aCorrectedCloseIsCountedAtItsDestinationAsWhatItWas() throws Exception {
    records.site(site).close(1, 40_001, REDIS, 6379);

    Picture picture = census(socket(TcpState.LAST_ACK, 1, 40_001));

    assertEquals(Initiator.REMOTE, only(only(picture.destinations).closingSites).initiator);
  }

  @Test
  void aDestinationThatTakesAnothersPlaceHasNoneOfItsSites() throws Exception {
    records.site(site).initiator(Initiator.REMOTE).close(1, 40_001, REDIS, 6379);
    correlator.drain();
    correlator.expire(System.nanoTime() + 301_000_000_000L);

    assertEquals(Map.of(), correlator.closesBySite.shares(callSites, 8));
  }

  @Test
  void theSitesThatADestinationNamesAreKeptBesideHeavierOnes() throws Exception {
    top = 1;
    records.site(site).initiator(Initiator.REMOTE).close(1, 40_001, REDIS, 6379);
    records.site(otherSite).close(2, 40_002, "10.0.0.6", 6379);
    records.close(3, 40_003, "10.0.0.6", 6379);
    correlator.drain();

    Picture picture = picture(false);

    assertNotNull(picture.site(callSites.get(site).id));
    assertEquals(callSites.get(otherSite).id, only(picture.heaviestSites()).id);
  }

  @Test
  void closeWaitOfAServerNamesItsListeningPort() throws Exception {
    Records.opened(open, 10, Role.SERVER, site);

    Picture picture =
        census(FakeSocket.of(TcpState.CLOSE_WAIT, HERE, 8080, REDIS, 50_000).withInode(99));

    assertEquals(8080, only(picture.closeWait).listeningPort);
    assertEquals("10.0.0.5:*", only(picture.closeWait).remote);
  }

  private static Destination destination(Picture picture, String remote) {
    for (Destination destination : picture.destinations) {
      if (destination.remote.equals(remote)) {
        return destination;
      }
    }
    return null;
  }

  @Test
  void onlyTheKindOfCloseWhoseStacksWereSampledSaysSo() {
    records.site(site).close(1, 40_001, REDIS, 6379);
    records.initiator(Initiator.REMOTE).close(2, 40_002, REDIS, 6379);
    records.site(CallSites.UNKNOWN).sampledOut(true).close(3, 40_003, REDIS, 6379);
    correlator.drain();

    for (Site counted : picture(false).sites) {
      assertEquals(counted.initiator == Initiator.REMOTE, counted.sampled, counted.line);
    }
  }

  @Test
  void theMedianTimeOfAHookIsKnownAfterTheFirstClose() {
    PictureMaker maker = new PictureMaker(correlator, callSites, 1, top, 0, opened::get);
    assertEquals(-1, maker.hookNanosMedian());

    records.close(1, 40_001, REDIS, 6379);
    correlator.drain();

    assertEquals(896, maker.hookNanosMedian(), "the lower bound of the bucket of 900");
  }

  @Test
  void lifetimesAreSummedByRoleAndInitiator() {
    records.lived(1, 3_000_000).close(1, 40_001, REDIS, 6379);
    records.lived(1, 4_000_000).close(2, 40_002, REDIS, 6379);
    records.initiator(Initiator.REMOTE).lived(1, 9).close(3, 40_003, REDIS, 6379);
    records.lived(1, -1).close(4, 40_004, REDIS, 6379);
    correlator.drain();

    List<String> sums = new ArrayList<>();
    for (Lifetime sum : picture(false).totals.lifetimes) {
      sums.add(sum.role.label() + " " + sum.initiator.label() + " " + sum.count + " " + sum.nanos);
    }
    assertEquals(List.of("client local 2 7000000", "client remote 1 9"), sums);
  }

  @Test
  void theTotalsKnowNoTop() throws Exception {
    top = 1;
    records.site(site).close(1, 40_001, REDIS, 6379);
    records.site(otherSite).close(2, 40_002, "10.0.0.6", 6379);
    records.role(Role.SERVER).close(3, 8080, "10.0.0.7", 50_000);

    Picture picture =
        census(
            timeWait(1, 40_001),
            FakeSocket.of(TcpState.TIME_WAIT, HERE, 40_002, "10.0.0.6", 6379).withCookie(2),
            FakeSocket.of(TcpState.TIME_WAIT, HERE, 8080, "10.0.0.7", 50_000).withCookie(3));

    assertEquals(Map.of(Role.CLIENT, 2, Role.SERVER, 1, Role.UNKNOWN, 0), picture.totals.timeWait);
    assertEquals(opened, picture.totals.opened);
  }

  @Test
  void portsUsedAreThoseOfTheDestinationWithTheMost() throws Exception {
    top = 1;
    records.close(1, 40_001, REDIS, 6379);
    records.close(2, 40_002, "10.0.0.6", 6379);

    Picture picture =
        census(
            timeWait(1, 40_001),
            FakeSocket.of(TcpState.ESTABLISHED, HERE, 40_003, "10.0.0.6", 6379).withInode(5),
            FakeSocket.of(TcpState.ESTABLISHED, HERE, 40_004, "10.0.0.6", 6379).withInode(6));

    assertEquals(2, picture.totals.portsUsed);
  }

  @Test
  void withoutACensusTheTotalsOfTheKernelAreUnknown() {
    assertEquals(-1, picture(false).totals.portsUsed);
    assertEquals(Map.of(), picture(false).totals.timeWait);
  }

  @Test
  void aStateWithoutDescriptorOrRecordHasNoOwner() throws Exception {
    Picture picture = census(socket(TcpState.SYN_RECEIVED, 1, 8080));

    assertEquals(1, picture.kernel.states.get(TcpState.SYN_RECEIVED));
    assertNull(picture.kernel.statesOfThisJvm.get(TcpState.SYN_RECEIVED));
    assertNull(picture.kernel.statesOfThisJvm.get(TcpState.LAST_ACK));
  }

  @Test
  void countersGrowFromTheBeginningOfTheWatch() {
    PictureMaker maker = new PictureMaker(correlator, callSites, 1, top, 0, opened::get);
    maker.beginCounters(Map.of(TcpCounter.TIME_WAIT_OVERFLOW, 3L));
    CensusFacts facts =
        new CensusFacts(
            "sock_diag",
            1,
            false,
            false,
            -1,
            KernelFixtures.ports(LOW, HIGH),
            Map.of(TcpCounter.TIME_WAIT_OVERFLOW, 4L));

    Picture picture =
        maker.make(
            facts, AgentHealth.builder().version("0").dropped(0).errors(0).corrected(0).build());

    assertEquals(1, picture.counters.growth(TcpCounter.TIME_WAIT_OVERFLOW));
  }

  @Test
  void looksAreTimedBySource() {
    PictureMaker maker = new PictureMaker(correlator, callSites, 1, top, 0, opened::get);
    AgentHealth health =
        AgentHealth.builder().version("0").dropped(0).errors(0).corrected(0).build();
    CensusFacts gate =
        new CensusFacts("gate", 0.5, false, false, 0, KernelFixtures.ports(LOW, HIGH), null);
    maker.make(gate, health);

    List<CheckTime> looks = maker.make(gate, health).totals.checks;
    assertEquals("gate", only(looks).source);
    assertEquals(2, only(looks).count);
    assertEquals(1_000_000, only(looks).nanos);
  }

  private FakeSocket timeWait(long cookie, int localPort) {
    return socket(TcpState.TIME_WAIT, cookie, localPort);
  }

  private static FakeSocket socket(TcpState state, long cookie, int localPort) {
    return FakeSocket.of(state, HERE, localPort, REDIS, 6379).withCookie(cookie);
  }

  private Picture census(FakeSocket... sockets) throws Exception {
    begin();
    for (FakeSocket socket : sockets) {
      correlator.visit(socket);
    }
    correlator.endCensus();
    return picture(true);
  }

  private void begin() throws Exception {
    if (own == null && ownersKnown) {
      own = KernelFixtures.descriptors(folder, Map.of(10, 99L));
    }
    correlator.beginCensus(own, LOW, HIGH);
  }

  private Picture picture(boolean whole) {
    return picture(whole, -1);
  }

  private Picture picture(boolean whole, int timeWaitOfGate) {
    CensusFacts facts =
        new CensusFacts(
            whole ? "sock_diag" : "gate",
            1,
            whole,
            whole && ownersKnown,
            timeWaitOfGate,
            KernelFixtures.ports(LOW, HIGH),
            Map.of(TcpCounter.TIME_WAIT, 7L));
    AgentHealth health =
        AgentHealth.builder().version("0").dropped(0).errors(0).corrected(0).build();
    return new PictureMaker(correlator, callSites, 4242, top, System.nanoTime(), opened::get)
        .make(facts, health);
  }

  private int site(String className, long fingerprint) {
    StackTraceElement frame =
        new StackTraceElement(className, "close", "Source.java", (int) fingerprint);
    return callSites.intern(fingerprint, List.of(frame));
  }

  private static List<String> counts(Picture picture) {
    List<String> texts = new ArrayList<>();
    for (CloseCount count : picture.closes) {
      texts.add(
          count.role.label()
              + " "
              + count.initiator.label()
              + " "
              + count.how.label()
              + " "
              + count.count);
    }
    return texts;
  }

  private static <T> T only(List<T> list) {
    assertEquals(1, list.size());
    return list.get(0);
  }
}
