package io.firstfin.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.kernel.Errno;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.io.FileDescriptor;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Closes of young connections, before whose FIN nothing is asked. */
class FinFirstTest {
  private static final int DESCRIPTOR = 9;
  private static final int OWNER = 77;
  private static final long COOKIE = 4711;

  private final RecordRing ring = new RecordRing(64);
  private final OpenConnections open = new OpenConnections();
  private final Probes probes = new Probes();
  private final StackReads stacks =
      new StackReads(() -> 5, new StackBudget(Double.POSITIVE_INFINITY, 0));
  private final CloseRecords records = new CloseRecords(ring);
  private final CloseRecorder recorder =
      new CloseRecorder(records, stacks, open, probes, new EarlyQuestions());
  private final Kernel kernel = new Kernel();
  private ReleaseHook releaseHook = ReleaseHook.UNLESS_LINGER_ZERO;
  private boolean finBeforeRelease = true;
  private boolean hadReadAll;

  @BeforeEach
  void openAConnection() {
    probes.use(kernel);
    probes.settlesLater(true);
    open(0, COOKIE);
  }

  @Test
  void nothingIsAskedBeforeTheFin() throws Throwable {
    begin();

    assertEquals(List.of(), kernel.asked);
  }

  @Test
  void whereNobodySettlesVerdictsLaterTheKernelIsAskedBefore() throws Throwable {
    probes.settlesLater(false);

    begin();

    assertEquals(List.of("state"), kernel.asked);
  }

  @Test
  void aKernelThatDoesNotTellWhetherTheFinWasSentIsAskedBefore() throws Throwable {
    kernel.tellsFinSent = false;
    probes.settlesLater(true);

    begin();

    assertEquals(List.of("state"), kernel.asked);
  }

  @Test
  void aConnectionThatMayHaveBeenIdleIsAskedBefore() throws Throwable {
    open(TimeUnit.SECONDS.toNanos(1), COOKIE);

    begin();

    assertEquals(List.of("state"), kernel.asked);
  }

  @Test
  void aConnectionWithoutACookieIsAskedBefore() throws Throwable {
    open(0, 0);

    begin();

    assertEquals("state", kernel.asked.get(0));
  }

  @Test
  void aCloseThatResetsIsAskedBefore() throws Throwable {
    open.linger(DESCRIPTOR, OWNER, true);

    begin();

    assertEquals(List.of("state"), kernel.asked);
  }

  @Test
  void aSocketWhoseReleaseNoHookTellsIsAskedBefore() throws Throwable {
    releaseHook = ReleaseHook.NONE;

    begin();

    assertEquals("state", kernel.asked.get(0));
  }

  @Test
  void aHalfClosedConnectionIsAskedBefore() throws Throwable {
    open.halfClosed(DESCRIPTOR, OWNER, io.firstfin.vocabulary.Initiator.LOCAL, 3, false);

    begin();

    assertEquals("state", kernel.asked.get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "ESTABLISHED, opinion LOCAL FIN",
    "CLOSE_WAIT, closed REMOTE FIN",
    "FIN_WAIT_1, waiting LOCAL FIN",
    "FIN_WAIT_2, closed LOCAL FIN",
    "CLOSING, closed SIMULTANEOUS FIN",
    "LAST_ACK, closed REMOTE FIN",
  })
  void theStateAfterTheFinDecides(TcpState state, String record) throws Throwable {
    kernel.state = state;

    assertEquals(record, close());
  }

  @Test
  void aResetThatCrossedOurFinIsUnknown() throws Throwable {
    kernel.state = TcpState.CLOSED;
    kernel.acknowledged = 100;
    kernel.unacknowledged = 1;
    kernel.error = Errno.ECONNRESET;
    kernel.dropped = 1;

    assertEquals("closed UNKNOWN UNKNOWN", close());
  }

  @ParameterizedTest
  @CsvSource({
    // acknowledged of 100 bytes, not acknowledged, error, reset by the peer, record
    "101, 0, 0, false, ended LOCAL FIN",
    "101, 0, 104, false, closed LOCAL FIN",
    "100, 1, 104, false, closed LOCAL FIN",
    // A blocked reader has taken the error of a reset.
    "100, 1, 0, false, closed LOCAL FIN",
    "100, 0, 104, true, closed REMOTE RST",
    "100, 0, 0, true, closed REMOTE RST",
    "100, 0, 32, true, closed REMOTE RST",
    "100, 0, 0, false, closed UNKNOWN UNKNOWN",
    "100, 0, 110, false, closed UNKNOWN UNKNOWN",
    // The kernel does not say how much is not acknowledged.
    "100, -1, 104, true, closed UNKNOWN UNKNOWN",
  })
  void anEndIsToldByTheFinThatWasSentOrNot(
      long acknowledged, long unacknowledged, long error, boolean wasReset, String record)
      throws Throwable {
    assertEquals(104, Errno.ECONNRESET);
    assertEquals(32, Errno.EPIPE);
    kernel.state = TcpState.CLOSED;
    kernel.acknowledged = acknowledged;
    kernel.unacknowledged = unacknowledged;
    kernel.error = error;
    kernel.wasReset = wasReset;

    assertEquals(record, close());
  }

  @ParameterizedTest
  @CsvSource({
    // acknowledged of 100 bytes, record
    "101, ended LOCAL FIN",
    // A blocked reader has taken the error of a reset.
    "100, closed LOCAL FIN",
  })
  void anEndOfAConnectionThatWasAskedBeforeIsToldByTheAcknowledgedFin(
      long acknowledged, String record) throws Throwable {
    open(TimeUnit.SECONDS.toNanos(1), COOKIE);
    Closing close = begin();
    kernel.state = TcpState.CLOSED;
    kernel.segments = 1;
    kernel.acknowledged = acknowledged;
    recorder.release(DESCRIPTOR, OWNER, null, "a socket");
    recorder.end(close);

    assertEquals(record, record());
  }

  @ParameterizedTest
  @CsvSource({
    "ESTABLISHED, opinion LOCAL RST",
    "FIN_WAIT_2, closed LOCAL RST",
    "CLOSE_WAIT, closed REMOTE FIN_THEN_OUR_RST",
  })
  void unreadDataResets(TcpState state, String record) throws Throwable {
    kernel.state = state;
    kernel.received = 300;
    kernel.unread = 3;

    assertEquals(record, close());
  }

  @Test
  void whereAllHadBeenReadAnEndIsThePeers() throws Throwable {
    kernel.state = TcpState.CLOSED;
    kernel.acknowledged = 101;
    hadReadAll = true;

    assertEquals("closed REMOTE FIN", close());
  }

  @Test
  void aResetOfThePeersIsOneAlsoWhereDataIsUnread() throws Throwable {
    kernel.state = TcpState.CLOSED;
    kernel.wasReset = true;
    kernel.received = 300;
    kernel.unread = 3;

    assertEquals("closed REMOTE RST", close());
  }

  @Test
  void aConnectionThatReceivedNothingIsNotAskedForUnreadData() throws Throwable {
    kernel.state = TcpState.FIN_WAIT_2;

    close();

    assertEquals(List.of("state"), kernel.asked);
  }

  @Test
  void aRefusedAnswerIsUnknown() throws Throwable {
    kernel.answers = false;

    assertEquals("closed UNKNOWN UNKNOWN", close());
  }

  @Test
  void aCloseWhoseReleaseIsNotSeenIsAnOpinion() throws Throwable {
    recorder.end(begin());

    assertEquals("opinion LOCAL FIN", record());
  }

  @Test
  void aDescriptorThatOutlivesTheCloseIsAskedAtItsEnd() throws Throwable {
    finBeforeRelease = false;
    Closing close = begin();
    kernel.state = TcpState.FIN_WAIT_2;
    recorder.end(close);

    assertEquals("closed LOCAL FIN", record());
    assertEquals(List.of("state"), kernel.asked);
  }

  @Test
  void aReleaseThatSendsTheFinCountsAsDelay() throws Throwable {
    finBeforeRelease = false;
    Closing close = begin();
    long before = close.delayNanos;
    recorder.release(DESCRIPTOR, OWNER, null, "a socket");
    recorder.end(close);

    assertTrue(close.delayNanos > before);
  }

  @Test
  void aReleaseAfterTheFinDelaysNothing() throws Throwable {
    Closing close = begin();
    long before = close.delayNanos;
    recorder.release(DESCRIPTOR, OWNER, null, "a socket");
    recorder.end(close);

    assertEquals(before, close.delayNanos);
  }

  private void open(long ageNanos, long cookie) {
    open.opened(DESCRIPTOR, OWNER, Role.SERVER, System.nanoTime() - ageNanos, 3, cookie);
  }

  private Closing begin() throws Throwable {
    OpenRecord record = open.records.get(DESCRIPTOR);
    Closing close =
        new Closing(System.nanoTime(), RecordFacts.CLOSED, DESCRIPTOR, OWNER, record, record.get());
    close.describe(new Kind(), "a socket", null, kernel);
    close.releaseHook = releaseHook;
    close.finBeforeRelease = finBeforeRelease;
    close.mayOutlive = !finBeforeRelease;
    assertTrue(recorder.begin(close));
    return close;
  }

  private String close() throws Throwable {
    Closing close = begin();
    recorder.release(DESCRIPTOR, OWNER, null, "a socket");
    recorder.end(close);
    return record();
  }

  private String record() {
    List<String> texts = new ArrayList<>();
    ring.drain(
        (cookie, nanoTime, age, facts, ports, info, address) -> {
          String kind =
              !RecordFacts.is(facts, RecordFacts.OPINION)
                  ? "closed "
                  : RecordFacts.is(facts, RecordFacts.ENDED | RecordFacts.UNASKED)
                      ? "ended "
                      : RecordFacts.is(facts, RecordFacts.WAITING) ? "waiting " : "opinion ";
          texts.add(kind + RecordFacts.initiator(facts) + " " + RecordFacts.how(facts));
        });
    assertFalse(texts.size() > 1, texts::toString);
    return texts.isEmpty() ? "none" : texts.get(0);
  }

  private final class Kind extends ArrangedKind {
    @Override
    boolean hadReadAll(Object socket) {
      return hadReadAll;
    }
  }

  /** Answers what the test has set, of a connection on which this end has sent 100 bytes. */
  private static final class Kernel implements SocketProbe {
    final List<String> asked = new ArrayList<>();
    boolean answers = true;
    boolean tellsFinSent = true;
    TcpState state = TcpState.ESTABLISHED;
    long received;
    long unread;
    long acknowledged = 100;
    long segments;
    long unacknowledged;
    long error;
    long dropped;
    boolean wasReset;

    @Override
    public TcpAnswer ask(int descriptor, FileDescriptor object) {
      asked.add("state");
      return answers
          ? TcpAnswerTest.answer(state, received, 100, acknowledged, segments)
          : TcpAnswer.NONE;
    }

    @Override
    public boolean tellsFinSent() {
      return tellsFinSent;
    }

    @Override
    public long unacknowledged(int descriptor) {
      return unacknowledged;
    }

    @Override
    public boolean wasReset(TcpAnswer answer, int descriptor, FileDescriptor object) {
      return wasReset;
    }

    @Override
    public long unread(int descriptor, FileDescriptor object) {
      return unread;
    }

    @Override
    public long linger(int descriptor, FileDescriptor object) {
      return -2;
    }

    @Override
    public long dropped(int descriptor) {
      return dropped;
    }

    @Override
    public long error(int descriptor) {
      return error;
    }

    @Override
    public long cookie(int descriptor) {
      asked.add("cookie");
      return COOKIE;
    }

    @Override
    public InetAddress localAddress(int descriptor, FileDescriptor object) {
      return InetAddress.getLoopbackAddress();
    }
  }
}
