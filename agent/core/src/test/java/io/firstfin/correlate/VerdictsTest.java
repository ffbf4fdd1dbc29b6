package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.record.CallSites;
import io.firstfin.record.FrameKinds;
import io.firstfin.record.OpenConnections;
import io.firstfin.record.RecordRing;
import io.firstfin.record.Records;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a verdict after it was recorded. */
class VerdictsTest {
  private static final String HERE = "10.0.0.1";
  private static final String SELF = "10.0.0.2";
  private static final int CLIENT = 40_001;
  private static final int SERVER = 8080;
  private static final long CLIENT_COOKIE = 1;
  private static final long SERVER_COOKIE = 2;

  private final RecordRing ring = new RecordRing(1024);
  private final Correlator correlator =
      new Correlator(
          ring, new OpenConnections(), new CallSites(new FrameKinds(new ArrayList<String>())));

  @Test
  void aCloseThatResetsAfterAllIsCountedAsAReset() {
    Records records = new Records(ring);
    records.close(1, CLIENT, SELF, SERVER);
    records.revised(Initiator.LOCAL, How.RST, 1, CLIENT, SELF, SERVER);

    assertEquals(List.of("CLIENT LOCAL RST 1"), counts());
    assertEquals(1, onlyPeer().closesLocalFirst);
    assertEquals(1, onlyPeer().closes);
    assertEquals(How.RST, onlyPeer().closesBy().get(0).how);
    assertEquals(0, correlator.corrected(), "no census contradicted it");
  }

  @Test
  void aCloseThatWasNotFirstAfterAllIsCountedForThePeer() {
    Records records = new Records(ring);
    records.close(1, CLIENT, SELF, SERVER);
    records.revised(Initiator.REMOTE, How.RST, 0, CLIENT, SELF, SERVER);

    assertEquals(List.of("CLIENT REMOTE RST 1"), counts());
    assertEquals(0, onlyPeer().closesLocalFirst);
  }

  @ParameterizedTest
  @EnumSource(names = {"RST", "UNKNOWN"})
  void whoIsInTimeWaitSentAFin(How said) {
    new Records(ring).how(said).close(1, CLIENT, SELF, SERVER);

    census(socket(TcpState.TIME_WAIT, CLIENT_COOKIE));
    census(socket(TcpState.TIME_WAIT, CLIENT_COOKIE));

    assertEquals(List.of("CLIENT LOCAL FIN 1"), counts());
    assertEquals(1, correlator.corrected());
    assertEquals(1, correlator.statesOfThisJvm[TcpState.TIME_WAIT.number()]);
  }

  @Test
  void finsAreKnownToHaveCrossedByTwoTimeWaits() {
    bothEndsTakeThemselvesToBeFirst();
    assertTrue(correlator.isUnsettled());

    census(socket(TcpState.TIME_WAIT, CLIENT_COOKIE), socket(TcpState.TIME_WAIT, SERVER_COOKIE));

    assertEquals(List.of("CLIENT SIMULTANEOUS FIN 1", "SERVER SIMULTANEOUS FIN 1"), counts());
    assertEquals(2, correlator.corrected());
    assertFalse(correlator.isUnsettled());
  }

  @Test
  void whoNeverComesToTimeWaitWasNotFirst() {
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
  void aSocketThatIsStillOnItsWayToTimeWaitIsWaitedFor() {
    bothEndsTakeThemselvesToBeFirst();

    for (int i = 0; i < 4; i++) {
      census(socket(TcpState.CLOSING, CLIENT_COOKIE), socket(TcpState.FIN_WAIT_1, SERVER_COOKIE));
    }
    census(socket(TcpState.TIME_WAIT, CLIENT_COOKIE), socket(TcpState.TIME_WAIT, SERVER_COOKIE));

    assertEquals(List.of("CLIENT SIMULTANEOUS FIN 1", "SERVER SIMULTANEOUS FIN 1"), counts());
  }

  @Test
  void whereNoTimeWaitIsLeftBothKeepTheirVerdict() {
    bothEndsTakeThemselvesToBeFirst();

    census();
    census();

    assertEquals(List.of("CLIENT LOCAL FIN 1", "SERVER LOCAL FIN 1"), counts());
    assertFalse(correlator.isUnsettled());
  }

  @Test
  void withoutCookiesCrossingsAreSettledByTheAddressPairs() {
    correlator.useCookies(false);
    bothEndsTakeThemselvesToBeFirst();

    census(socket(TcpState.TIME_WAIT, 0), mirrored(TcpState.TIME_WAIT, 0));

    assertEquals(List.of("CLIENT SIMULTANEOUS FIN 1", "SERVER SIMULTANEOUS FIN 1"), counts());
  }

  @Test
  void connectionsOfTheSamePortsToOtherAddressesAreNoPair() {
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
    // Opened after the other was closed.
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

  private void census(FakeSocket... sockets) {
    correlator.beginCensus(null, 32_768, 60_999);
    for (FakeSocket socket : sockets) {
      correlator.visit(socket);
    }
    correlator.endCensus();
  }

  private List<String> counts() {
    correlator.drain();
    List<String> texts = new ArrayList<>();
    correlator
        .counts
        .list()
        .forEach(c -> texts.add(c.role + " " + c.initiator + " " + c.how + " " + c.count));
    return texts;
  }

  private Peer onlyPeer() {
    assertEquals(1, correlator.peers.all().size());
    return correlator.peers.all().iterator().next();
  }
}
