package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.picture.IdleRace;
import io.firstfin.record.Records;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpCounter;
import io.firstfin.vocabulary.TcpState;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdleRacesTest {
  private static final int PORT = 8080;
  private static final long SECOND = 1_000_000_000L;
  private static final long FIRST_COOKIE = 100;
  private static final String AWAY = "10.0.0.5";
  private static final String HERE = "127.0.0.1";

  private final Map<TcpCounter, Long> counters = new EnumMap<>(TcpCounter.class);
  private final IdleRaces races =
      new IdleRaces(new UnexplainedResets(() -> new EnumMap<>(counters)));
  private final long begin = System.nanoTime();

  @BeforeEach
  void theCountersAreKnown() {
    closed(1, 10_000, How.FIN, AWAY);
    races.endCheck(KernelCheck.builder("sockstat", 1).build());
  }

  @Test
  void aSocketThatIsStillThereHasEndedInOrder() {
    grow(TcpCounter.RESETS_SENT, 1);

    census(5, FIRST_COOKIE + 1);

    assertEquals(1, value().closed);
    assertEquals(0, value().vanished);
  }

  @Test
  void aSocketThatVanishedWhenAResetWasSentHasGotData() {
    grow(TcpCounter.RESETS_SENT, 1);

    census(5);

    assertEquals(1, value().vanished);
    assertEquals(1, value().answered);
    assertEquals(1, value().resets);
  }

  @Test
  void aSocketThatVanishedWithoutAResetOfThisHostWasEndedByItsPeer() {
    census(5);

    assertEquals(1, value().vanished);
    assertEquals(0, value().answered);
  }

  @Test
  void eachResetExplainsOneSocket() {
    closed(2, 10_000, How.FIN, AWAY);
    closed(3, 10_000, How.FIN, AWAY);
    grow(TcpCounter.RESETS_SENT, 2);

    census(5);

    assertEquals(3, value().vanished);
    assertEquals(2, value().answered);
  }

  @Test
  void resetsOfThisJvmsOwnClosesExplainNone() {
    closed(2, 0, How.RST, AWAY);
    grow(TcpCounter.RESETS_SENT, 1);
    grow(TcpCounter.ABORT_ON_DATA, 1);

    census(5);

    assertEquals(0, value().answered);
  }

  @Test
  void resetsForUnreadDataExplainNone() {
    grow(TcpCounter.RESETS_SENT, 1);
    grow(TcpCounter.ABORT_ON_CLOSE, 1);

    census(5);

    assertEquals(0, value().answered);
  }

  @Test
  void dataBeforeOurFinWasAcknowledgedIsCountedLikeALingerOfZero() {
    grow(TcpCounter.RESETS_SENT, 1);
    grow(TcpCounter.ABORT_ON_DATA, 1);

    census(5);

    assertEquals(1, value().answered);
  }

  @Test
  void aPeerOnThisHostMaySendTheResetItself() {
    census(5);
    closed(2, 10_000, How.FIN, HERE);
    grow(TcpCounter.RESETS_SENT, 1);
    grow(TcpCounter.ABORT_ON_DATA, 1);

    census(6);

    assertEquals(2, value().vanished);
    assertEquals(0, value().answered);
  }

  @Test
  void aFullTableOfTimeWaitExplainsWhatVanished() {
    grow(TcpCounter.RESETS_SENT, 1);
    grow(TcpCounter.TIME_WAIT_OVERFLOW, 1);

    census(5);

    assertEquals(0, value().vanished);
  }

  @Test
  void aSocketWhoseTimeWaitMayHaveEndedIsNotJudged() {
    grow(TcpCounter.RESETS_SENT, 1);

    census(56);

    assertEquals(0, value().vanished);
  }

  @Test
  void onlyIdleConnectionsThatThisServerClosedFirstAreFollowed() {
    closed(2, 900, How.FIN, AWAY);
    closed(3, 10_000, How.FIN, AWAY, Initiator.REMOTE, 1);
    closed(4, 10_000, How.FIN, AWAY, Initiator.LOCAL, 0);
    census(5);

    assertEquals(1, value().closed);
  }

  @Test
  void aCensusIsDueWhenAResetWasSentAndTheLastIsSomeTimeAgo() {
    assertFalse(races.isDue(begin + 30 * SECOND));
    grow(TcpCounter.RESETS_SENT, 1);
    races.endCheck(KernelCheck.builder("sockstat", 1).build());

    assertTrue(races.isDue(begin + 30 * SECOND));
    assertFalse(races.isDue(begin + 20 * SECOND));
  }

  @Test
  void withoutCookiesNothingIsKnown() {
    races.endCheck(KernelCheck.builder("procfs", 1).census(new CensusCounts(true)).build());

    assertEquals(-1, value().closed);
  }

  private void grow(TcpCounter counter, long by) {
    counters.merge(counter, by, Long::sum);
  }

  private void closed(int number, long idleMillis, How how, String client) {
    closed(number, idleMillis, how, client, Initiator.LOCAL, 1);
  }

  private void closed(
      int number, long idleMillis, How how, String client, Initiator first, int exchanges) {
    Close close = new Close();
    close.role = Role.SERVER;
    close.initiator = first;
    close.how = how;
    close.cookie = FIRST_COOKIE + number;
    close.listeningPort = new ConnectionTally(Remotes.OTHER, Role.SERVER, 0, 0, PORT, 0);
    close.address = address(client);
    close.nanoTime = begin;
    close.info = Records.packed(TcpState.ESTABLISHED, exchanges, idleMillis);
    races.closed(close);
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** A census that begins so many seconds later and sees these sockets. */
  private void census(int second, long... cookies) {
    SocketCounter census = races.beginCensus(begin + second * SECOND);
    for (long cookie : cookies) {
      JoinedSocket socket = new JoinedSocket();
      socket.kernel = FactTest.timeWait(cookie, PORT);
      socket.descriptor = JoinedSocket.CLOSED;
      census.see(socket);
    }
    races.endCheck(KernelCheck.builder("sock_diag", 1).census(new CensusCounts(true)).build());
  }

  private IdleRace value() {
    return races.of(PORT);
  }
}
