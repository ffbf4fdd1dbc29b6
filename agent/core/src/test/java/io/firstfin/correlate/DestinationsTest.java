package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.kernel.KernelFixtures;
import io.firstfin.picture.ClosingShare;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Picture;
import io.firstfin.picture.SiteShare;
import io.firstfin.record.Records;
import io.firstfin.record.TcpInfo;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the picture holds of each destination, and which destinations it holds. */
class DestinationsTest extends FactTest {
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
  void aDestinationHasTheNameThatTheApplicationResolved() throws Exception {
    records.close(1, 40_001, "redis.shop/" + REDIS, 6379);
    records.close(2, 40_002, REDIS, 6379);

    assertEquals("redis.shop", only(census(timeWait(1, 40_001)).destinations).name);
  }

  @Test
  void aClientOfThisServerHasNoName() throws Exception {
    records.role(Role.SERVER).close(1, 8080, "someone/" + REDIS, 40_001);

    assertEquals("", only(census().destinations).name);
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

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void noMoreDestinationsAndSitesAreShownThanTopTheHeaviestFirst(int top) throws Exception {
    useTop(top);
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
  void growthIsUnknownWhereTheCountBeganInTheMidstOfACensus() throws Exception {
    FakeSocket others = socket(TcpState.ESTABLISHED, 1, 40_001).withInode(55);
    census(others, socket(TcpState.ESTABLISHED, 2, 40_002).withInode(99));

    assertTrue(only(facts.remotes.all()).sockets.isPartial);
    census(others, socket(TcpState.ESTABLISHED, 2, 40_002).withInode(99));
    assertFalse(only(facts.remotes.all()).sockets.isPartial);
    assertEquals(2, only(facts.remotes.all()).sockets.portsUsed);
  }

  @Test
  void aDestinationWithAnOpenConnectionIsNotForgottenByACensus() throws Exception {
    census(socket(TcpState.ESTABLISHED, 1, 40_001).withInode(99));
    ConnectionTally remote = only(facts.remotes.all());
    remote.lastNanos -= 301_000_000_000L;

    census(socket(TcpState.ESTABLISHED, 1, 40_001).withInode(99));

    assertEquals(List.of(remote), facts.remotes.all());
  }

  @Test
  void destinationsThatAreIdleAreForgottenWithoutACensusToo() throws Exception {
    records.close(1, 40_001, REDIS, 6379);
    census(timeWait(1, 40_001));
    long now = System.nanoTime();

    correlator.expire(now + 299_000_000_000L);
    assertEquals(1, facts.remotes.all().size());
    correlator.expire(now + 301_000_000_000L);
    assertEquals(0, facts.remotes.all().size());
  }

  @Test
  void closingSitesAreCountedByDestinationWhicheverSideWasFirst() throws Exception {
    records.initiator(Initiator.REMOTE).site(site).close(1, 40_001, REDIS, 6379);
    records.site(otherSite).close(2, 40_002, "10.0.0.6", 6379);
    correlator.drain();

    ClosingShare share = only(destination(picture(false), "10.0.0.5:6379").closingSites);

    assertEquals("com.acme.CacheClient.close(Source.java:1)", share.line);
    assertEquals(Initiator.REMOTE, share.initiator);
    assertEquals(1, share.closes);
  }

  @Test
  void aDestinationThatTakesAnothersPlaceHasNoneOfItsSites() throws Exception {
    records.site(site).initiator(Initiator.REMOTE).close(1, 40_001, REDIS, 6379);
    correlator.drain();
    List<ConnectionTally> before = facts.remotes.all();
    correlator.expire(System.nanoTime() + 301_000_000_000L);

    assertEquals(1, before.size());
    assertEquals(Map.of(), facts.closesBySite.of(before, callSites, 8));
  }

  /** Destinations that each have a socket in TIME_WAIT. */
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
}
