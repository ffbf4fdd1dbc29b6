package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.picture.Picture;
import io.firstfin.record.Records;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a verdict after it was recorded. */
class VerdictsTest extends FactTest {
  private static final String SELF = "10.0.0.2";
  private static final int CLIENT = 40_001;
  private static final int SERVER = 8080;
  private static final long CLIENT_COOKIE = 1;
  private static final long SERVER_COOKIE = 2;

  @Test
  void aCloseThatResetsAfterAllIsCountedAsAReset() {
    Records records = new Records(ring);
    records.close(1, CLIENT, SELF, SERVER);
    records.revised(Initiator.LOCAL, How.RST, 1, CLIENT, SELF, SERVER);

    assertEquals(List.of("CLIENT LOCAL RST 1"), counts());
    assertEquals(1, onlyRemote().closesLocalFirst);
    assertEquals(1, onlyRemote().closes);
    assertEquals(How.RST, onlyRemote().closesBy().get(0).how);
    assertEquals(0, correlator.corrected(), "no census contradicted it");
  }

  @Test
  void aCloseThatWasNotFirstAfterAllIsCountedForThePeer() {
    Records records = new Records(ring);
    records.close(1, CLIENT, SELF, SERVER);
    records.revised(Initiator.REMOTE, How.RST, 0, CLIENT, SELF, SERVER);

    assertEquals(List.of("CLIENT REMOTE RST 1"), counts());
    assertEquals(0, onlyRemote().closesLocalFirst);
  }

  @ParameterizedTest
  @EnumSource(names = {"RST", "UNKNOWN"})
  void anEndInTimeWaitHasSentAFin(How said) throws Exception {
    new Records(ring).how(said).close(1, CLIENT, SELF, SERVER);

    census(socket(TcpState.TIME_WAIT, CLIENT_COOKIE));
    census(socket(TcpState.TIME_WAIT, CLIENT_COOKIE));

    assertEquals(List.of("CLIENT LOCAL FIN 1"), counts());
    assertEquals(1, correlator.corrected());
    assertEquals(1, join.counts.statesOfThisJvm[TcpState.TIME_WAIT.number()]);
  }

  @Test
  void finsAreKnownToHaveCrossedByTwoTimeWaits() throws Exception {
    bothEndsTakeThemselvesToBeFirst();
    assertTrue(correlator.isUnsettled());

    census(socket(TcpState.TIME_WAIT, CLIENT_COOKIE), socket(TcpState.TIME_WAIT, SERVER_COOKIE));

    assertEquals(List.of("CLIENT SIMULTANEOUS FIN 1", "SERVER SIMULTANEOUS FIN 1"), counts());
    assertEquals(2, correlator.corrected());
    assertFalse(correlator.isUnsettled());
  }

  @Test
  void anEndThatNeverComesToTimeWaitWasNotFirst() throws Exception {
    bothEndsTakeThemselvesToBeFirst();

    census(socket(TcpState.TIME_WAIT, CLIENT_COOKIE));
    assertEquals(
        List.of("CLIENT LOCAL FIN 1", "SERVER LOCAL FIN 1"), counts(), "a dump can miss a socket");
    census(socket(TcpState.TIME_WAIT, CLIENT_COOKIE));

    assertEquals(List.of("CLIENT LOCAL FIN 1", "SERVER REMOTE FIN 1"), counts());
    assertEquals(1, correlator.corrected());
    assertFalse(correlator.isUnsettled());
  }

  @Test
  void aSocketThatIsStillOnItsWayToTimeWaitIsWaitedFor() throws Exception {
    bothEndsTakeThemselvesToBeFirst();

    for (int i = 0; i < 4; i++) {
      census(socket(TcpState.CLOSING, CLIENT_COOKIE), socket(TcpState.FIN_WAIT_1, SERVER_COOKIE));
    }
    census(socket(TcpState.TIME_WAIT, CLIENT_COOKIE), socket(TcpState.TIME_WAIT, SERVER_COOKIE));

    assertEquals(List.of("CLIENT SIMULTANEOUS FIN 1", "SERVER SIMULTANEOUS FIN 1"), counts());
  }

  @Test
  void whereNoTimeWaitIsLeftBothKeepTheirVerdict() throws Exception {
    bothEndsTakeThemselvesToBeFirst();

    census();
    census();

    assertEquals(List.of("CLIENT LOCAL FIN 1", "SERVER LOCAL FIN 1"), counts());
    assertFalse(correlator.isUnsettled());
  }

  @Test
  void withoutCookiesCrossingsAreSettledByTheAddressPairs() throws Exception {
    useReader(new FakeReader("procfs"));
    bothEndsTakeThemselvesToBeFirst();

    census(socket(TcpState.TIME_WAIT, 0), mirrored(TcpState.TIME_WAIT, 0));

    assertEquals(List.of("CLIENT SIMULTANEOUS FIN 1", "SERVER SIMULTANEOUS FIN 1"), counts());
  }

  @Test
  void connectionsOfTheSamePortsToOtherAddressesAreNoPair() throws Exception {
    bothEndsTakeThemselvesToBeFirst();

    FakeSocket elsewhere =
        FakeSocket.of(TcpState.TIME_WAIT, "10.0.0.3", SERVER, HERE, CLIENT).withCookie(2);
    census(socket(TcpState.TIME_WAIT, CLIENT_COOKIE), elsewhere);

    assertEquals(List.of("CLIENT LOCAL FIN 1", "SERVER LOCAL FIN 1"), counts());
  }

  @Test
  void theOtherEndIsFoundAmongManyClosesThatComeBetween() {
    long age = 1_000_000_000;
    new Records(ring).lived(1, age).close(CLIENT_COOKIE, CLIENT, SELF, SERVER);
    Records others = new Records(ring).lived(1, age);
    for (int i = 0; i < 600; i++) {
      others.close(100 + i, CLIENT + 1 + i, SELF, SERVER);
    }
    new Records(ring).role(Role.SERVER).lived(1, age).close(SERVER_COOKIE, SERVER, HERE, CLIENT);
    correlator.drain();

    assertTrue(correlator.isUnsettled());
  }

  @Test
  void anEarlierConnectionOfThePairIsNotTheOtherEnd() {
    new Records(ring).lived(1, 1_000).close(CLIENT_COOKIE, CLIENT, SELF, SERVER);
    // This connection was opened after the other one was closed.
    new Records(ring).role(Role.SERVER).lived(1, 0).close(SERVER_COOKIE, SERVER, HERE, CLIENT);
    correlator.drain();

    assertFalse(correlator.isUnsettled());
  }

  private void bothEndsTakeThemselvesToBeFirst() {
    long age = 1_000_000_000;
    new Records(ring).lived(1, age).close(CLIENT_COOKIE, CLIENT, SELF, SERVER);
    new Records(ring).role(Role.SERVER).lived(1, age).close(SERVER_COOKIE, SERVER, HERE, CLIENT);
    correlator.drain();
  }

  /** The end with this cookie. */
  private static FakeSocket socket(TcpState state, long cookie) {
    return cookie == SERVER_COOKIE
        ? mirrored(state, cookie)
        : FakeSocket.of(state, HERE, CLIENT, SELF, SERVER).withCookie(cookie);
  }

  private static FakeSocket mirrored(TcpState state, long cookie) {
    return FakeSocket.of(state, SELF, SERVER, HERE, CLIENT).withCookie(cookie);
  }

  private ConnectionTally onlyRemote() {
    return only(facts.remotes.all());
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
  void aRecordWithoutCookieIsContradictedByItsOwnSocketOnly() throws Exception {
    records.close(0, 40_001, REDIS, 6379);

    // The same addresses: the record has no cookie that could say which connection's socket it is.
    census(socket(TcpState.LAST_ACK, 7, 40_001));

    assertEquals(List.of("CLIENT REMOTE FIN 1"), counts());
  }

  @ParameterizedTest
  @CsvSource({"LAST_ACK", "CLOSING"})
  void aLaterConnectionOfTheSameAddressesContradictsNoOlderRecordWithoutCookie(TcpState state)
      throws Exception {
    records.close(0, 40_001, REDIS, 6379);
    correlator.drain();

    begin();
    long later = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
    join = new CensusJoin(correlator, own, LOW, HIGH, later);
    join.visit(socket(state, 7, 40_001));
    correlator.endCensus(join);

    assertEquals(List.of("CLIENT LOCAL FIN 1"), counts());
    assertEquals(0, correlator.corrected());
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
  void aCorrectedCloseIsCountedAtItsDestinationAsWhatItWas() throws Exception {
    records.site(site).close(1, 40_001, REDIS, 6379);

    Picture picture = census(socket(TcpState.LAST_ACK, 1, 40_001));

    assertEquals(Initiator.REMOTE, only(only(picture.destinations).closingSites).initiator);
  }
}
