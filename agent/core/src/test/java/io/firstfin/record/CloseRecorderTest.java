package io.firstfin.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.bootstrap.SocketHooks;
import io.firstfin.kernel.Errno;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.io.FileDescriptor;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloseRecorderTest {
  private static final int DESCRIPTOR = 9;
  private static final int OWNER = 77;
  private static final int SITE = 5;
  private static final long COOKIE = 4711;

  private final RecordRing ring = new RecordRing(64);
  private final OpenConnections open = new OpenConnections();
  private final Probes probes = new Probes();
  private final StackReads stackReads =
      new StackReads(this::site, new StackBudget(Double.POSITIVE_INFINITY, 0));
  private final EarlyQuestions early = new EarlyQuestions();
  private final ConnectionRecorder openings =
      new ConnectionRecorder(ring, open, stackReads, probes, early);
  private final CloseRecords records = new CloseRecords(ring);
  private final CloseRecorder recorder =
      new CloseRecorder(records, stackReads, open, probes, early);
  private final HalfCloseRecorder halfCloses =
      new HalfCloseRecorder(records, stackReads, open, probes);
  private final Kernel kernel = new Kernel();
  private boolean outputOpen;
  private boolean allRead;
  private boolean asksLocalAtOpening;
  private int addressesFail;
  private int stacks;
  private Error errorOfTheStack;

  @BeforeEach
  void askTheKernelOfTheTest() {
    probes.use(kernel);
    openings.opened(DESCRIPTOR, OWNER, Role.CLIENT);
  }

  @Test
  void unreadDataIsAskedForWhenTheDescriptorClosesWhereAHookTellsOfIt() {
    kernel.state = TcpState.ESTABLISHED;
    kernel.unread = 3;

    close(ReleaseHook.UNLESS_LINGER_ZERO);
    assertEquals(List.of("opinion LOCAL FIN"), records());
    kernel.state = TcpState.FIN_WAIT_2;
    release();

    assertEquals(List.of("revised LOCAL FIN to LOCAL RST"), records());
  }

  @Test
  void aResetThatThePeersAcknowledgementSparedIsNone() {
    kernel.state = TcpState.CLOSE_WAIT;
    kernel.unread = 3;

    close(ReleaseHook.UNLESS_LINGER_ZERO);
    kernel.state = TcpState.CLOSED;
    release();

    assertEquals(List.of("closed REMOTE FIN"), records());
  }

  @Test
  void withoutUnreadDataTheSecondQuestionAsksNoMore() {
    kernel.state = TcpState.ESTABLISHED;

    close(ReleaseHook.UNLESS_LINGER_ZERO);
    int questions = kernel.questions;
    release();
    release();

    assertEquals(List.of("opinion LOCAL FIN"), records());
    assertEquals(questions + 1, kernel.questions);
  }

  @Test
  void aConnectionThatReceivedNothingIsNotAskedAtItsRelease() {
    kernel.state = TcpState.ESTABLISHED;
    kernel.received = false;

    close(ReleaseHook.UNLESS_LINGER_ZERO);
    int questions = kernel.questions;
    release();

    assertEquals(questions, kernel.questions);
  }

  @Test
  void whereAllWasReadUnreadDataIsNotAskedFor() {
    kernel.state = TcpState.CLOSE_WAIT;
    kernel.unread = 3;
    Closing close = describe(RecordFacts.CLOSED, OWNER);
    allRead = true;

    assertTrue(recorder.begin(close));
    recorder.end(close);

    assertEquals(List.of("closed REMOTE FIN"), records());
  }

  @Test
  void theCookieThatWasAskedAtTheOpeningIsNotAskedAgain() {
    assertEquals(1, kernel.cookieQuestions);

    close(ReleaseHook.UNLESS_LINGER_ZERO);

    assertEquals(List.of("opinion LOCAL FIN " + COOKIE), recordsWithCookies());
    assertEquals(1, kernel.cookieQuestions);
  }

  @Test
  void aConnectionThatOpenedWithoutItsCookieHasItFromTheClose() {
    early.closed(Role.CLIENT, false);
    openings.opened(DESCRIPTOR, OWNER + 1, Role.CLIENT);
    assertEquals(1, kernel.cookieQuestions);

    close(OWNER + 1, ReleaseHook.UNLESS_LINGER_ZERO);

    assertEquals(List.of("opinion LOCAL FIN " + COOKIE), recordsWithCookies());
  }

  @Test
  void aCloseWhoseAddressesCouldNotBeReadIsCountedByItsOpinion() {
    addressesFail = 1;

    close(ReleaseHook.NONE);

    assertEquals(List.of("closed LOCAL FIN"), records());
  }

  @Test
  void addressesThatTheReleaseCouldNotReadAreReadAfterTheClose() {
    addressesFail = 1;
    kernel.state = TcpState.ESTABLISHED;
    Closing close = begin(OWNER, ReleaseHook.UNLESS_LINGER_ZERO);

    release();
    end(close);

    assertEquals(List.of("opinion LOCAL FIN"), records());
  }

  @Test
  void theAddressThatWasAskedAtTheOpeningIsNotAskedAgain() {
    asksLocalAtOpening = true;
    openings.askLocal(DESCRIPTOR, null, Role.CLIENT);
    openings.opened(DESCRIPTOR, OWNER + 1, Role.CLIENT);
    int questions = kernel.localQuestions;

    close(OWNER + 1, ReleaseHook.NONE);

    assertEquals(1, questions);
    assertEquals(1, kernel.localQuestions);
    assertEquals(List.of("opinion LOCAL FIN " + COOKIE), recordsWithCookies());
  }

  @Test
  void whereThePeersCloseFirstAnOpeningAsksForNoAddress() {
    asksLocalAtOpening = true;
    early.closed(Role.CLIENT, false);
    openings.askLocal(DESCRIPTOR, null, Role.CLIENT);
    openings.opened(DESCRIPTOR, OWNER + 1, Role.CLIENT);
    assertEquals(0, kernel.localQuestions);

    close(OWNER + 1, ReleaseHook.NONE);

    assertEquals(1, kernel.localQuestions);
  }

  @Test
  void anAddressOfAnEarlierConnectionIsNotTakenByAnotherKindOfSocket() {
    openings.askLocal(DESCRIPTOR, null, Role.CLIENT);
    openings.opened(DESCRIPTOR, OWNER + 1, Role.CLIENT);

    close(OWNER + 1, ReleaseHook.NONE);

    assertEquals(2, kernel.localQuestions);
  }

  @Test
  void withoutAHookUnreadDataIsAskedForAtTheCloseAndTheCookieKept() {
    kernel.state = TcpState.ESTABLISHED;
    kernel.unread = 3;

    close(ReleaseHook.NONE);
    release();

    assertEquals(List.of("opinion LOCAL RST " + COOKIE), recordsWithCookies());
  }

  @Test
  void lingerZeroLeavesNothingToFindByTheAddresses() {
    open.linger(DESCRIPTOR, OWNER, true);
    Closing close = describe(RecordFacts.CLOSED, OWNER);
    close.local = InetAddress.getLoopbackAddress();

    recorder.begin(close);
    end(close);

    assertEquals(List.of("closed LOCAL RST"), records());
  }

  @Test
  void lingerZeroResetsAtOnceAndLeavesNothingToFind() {
    open.linger(DESCRIPTOR, OWNER, true);
    kernel.state = TcpState.ESTABLISHED;

    close(ReleaseHook.UNLESS_LINGER_ZERO);
    release();

    assertEquals(List.of("closed LOCAL RST 0"), recordsWithCookies());
  }

  @ParameterizedTest
  @CsvSource({"LAST_ACK", "CLOSED"})
  void lingerZeroAfterBothFinsResetsNothing(TcpState atRelease) {
    open.linger(DESCRIPTOR, OWNER, true);
    kernel.state = TcpState.CLOSE_WAIT;

    close(ReleaseHook.ALWAYS);
    kernel.state = atRelease;
    release();

    assertEquals(
        List.of("closed REMOTE FIN_THEN_OUR_RST", "revised REMOTE FIN_THEN_OUR_RST to REMOTE FIN"),
        records());
  }

  @Test
  void aSecondQuestionThatFindsTheFinsCrossedSaysSo() {
    kernel.state = TcpState.ESTABLISHED;
    kernel.unread = 1;

    close(ReleaseHook.UNLESS_LINGER_ZERO);
    kernel.state = TcpState.CLOSING;
    release();

    assertEquals(List.of("opinion LOCAL FIN", "revised LOCAL FIN to SIMULTANEOUS FIN"), records());
  }

  @Test
  void aRevisedRecordNamesTheSameSiteAndRole() {
    kernel.state = TcpState.ESTABLISHED;
    kernel.unread = 1;
    close(ReleaseHook.UNLESS_LINGER_ZERO);
    release();

    ring.drain(
        (cookie, nanoTime, age, facts, ports, info, address) -> {
          assertEquals(SITE, RecordFacts.site(facts));
          assertEquals(Role.CLIENT, RecordFacts.role(facts));
          assertEquals(COOKIE, cookie);
          assertEquals(40_001, RecordPorts.local(ports));
          assertEquals(6379, RecordPorts.remote(ports));
          assertEquals(InetAddress.getLoopbackAddress(), address);
        });
  }

  @Test
  void whatEndedByTheKernelsTimeOutWasEndedByNeither() {
    kernel.state = TcpState.CLOSED;
    kernel.wasReset = false;

    close(ReleaseHook.NONE);

    assertEquals(List.of("closed UNKNOWN UNKNOWN"), records());
  }

  @Test
  void aCloseThatComesWhenTheDescriptorIsReusedIsNotRecorded() {
    kernel.state = TcpState.ESTABLISHED;
    kernel.whenAsked =
        () -> {
          kernel.whenAsked = null;
          close(ReleaseHook.NONE);
          openings.opened(DESCRIPTOR, OWNER + 1, Role.SERVER);
        };

    close(ReleaseHook.NONE);

    assertEquals(List.of("opinion LOCAL FIN"), records());
    assertEquals(Role.SERVER, open.role(DESCRIPTOR));
  }

  @Test
  void aConnectionWhoseOpeningWasNotSeenHasNoRoleAndNoLifetime() {
    close(OWNER + 1, ReleaseHook.NONE);

    ring.drain(
        (cookie, nanoTime, age, facts, ports, info, address) -> {
          assertEquals(Role.UNKNOWN, RecordFacts.role(facts));
          assertEquals(-1, age);
        });
  }

  @Test
  void theListenerHearsWhenAConnectionThatClosesWasOpened() {
    Listener listener = new Listener();
    openings.listen(listener);
    records.listen(listener);
    openings.opened(DESCRIPTOR, OWNER + 1, Role.SERVER);
    close(OWNER + 1, ReleaseHook.NONE);

    assertEquals(2, listener.openings.size());
    assertEquals(listener.openings.get(0), listener.openings.get(1));
    assertEquals(List.of("kept"), listener.closed);
  }

  @Test
  void whatTheListenerThrowsIsCountedOnly() {
    long errors = SocketHooks.errors();
    Listener listener = new Listener();
    listener.failure = new IllegalStateException();
    openings.listen(listener);
    records.listen(listener);
    openings.opened(DESCRIPTOR, OWNER + 1, Role.SERVER);
    close(OWNER + 1, ReleaseHook.NONE);

    assertEquals(errors + 2, SocketHooks.errors());
    assertEquals(List.of("opinion LOCAL FIN"), records());
  }

  @Test
  void whatAResetCertainlyEndedWasEndedByThePeer() {
    kernel.state = TcpState.CLOSED;
    kernel.wasReset = true;

    close(ReleaseHook.NONE);

    assertEquals(List.of("closed REMOTE RST"), records());
  }

  @ParameterizedTest
  @CsvSource({"true, closed REMOTE RST", "false, closed UNKNOWN UNKNOWN"})
  void aResetOfAConnectionFromBeforeTheAgentIsSeenUnlessItMayHaveBeenHalfClosed(
      boolean neverHalfClosed, String record) {
    open.forget(DESCRIPTOR, OWNER);
    kernel.state = TcpState.CLOSED;
    kernel.wasReset = true;
    outputOpen = neverHalfClosed;

    close(ReleaseHook.NONE);

    assertEquals(List.of(record), records());
  }

  @Test
  void whereThereIsNoCookieTheAddressesDoForTheLookUp() {
    kernel.cookie = 0;

    close(OWNER + 1, ReleaseHook.NONE);

    assertEquals(List.of("opinion LOCAL FIN"), records());
  }

  @Test
  void withoutACookieAndWithoutAnAddressNothingCanBeLookedUp() {
    kernel.cookie = 0;
    kernel.hasLocal = false;

    close(OWNER + 1, ReleaseHook.NONE);

    assertEquals(List.of("closed LOCAL FIN"), records());
  }

  @Test
  void aCloseWhoseStackCannotBeReadIsRecordedAndTheErrorCounted() {
    long errors = SocketHooks.errors();
    errorOfTheStack = new StackOverflowError();

    close(ReleaseHook.NONE);

    assertEquals(List.of("opinion LOCAL FIN"), records());
    assertEquals(errors + 1, SocketHooks.errors());
  }

  @ParameterizedTest
  @CsvSource({
    "FIN_WAIT_1, waiting LOCAL FIN",
    "FIN_WAIT_2, closed LOCAL FIN",
    "CLOSING, closed SIMULTANEOUS FIN",
    "LAST_ACK, closed REMOTE FIN",
    "CLOSED, opinion LOCAL FIN"
  })
  void theStateBetweenTheFinAndTheDescriptorsEndDecides(TcpState afterFin, String record) {
    kernel.state = TcpState.ESTABLISHED;

    closeWithTheFinBeforeTheRelease(afterFin);

    assertEquals(List.of(record), records());
  }

  @ParameterizedTest
  @CsvSource({
    "FIN_WAIT_2, closed LOCAL FIN",
    "LAST_ACK, closed REMOTE FIN",
    "CLOSED, opinion LOCAL FIN"
  })
  void theStateAfterACloseDecidesWhereTheDescriptorIsStillThere(TcpState after, String record) {
    Closing close = describe(RecordFacts.CLOSED, OWNER);
    close.mayOutlive = true;
    recorder.begin(close);
    kernel.state = after;
    end(close);

    assertEquals(List.of(record), records());
  }

  @Test
  void aResetAfterOurFinLeavesNoDoubt() {
    kernel.error = Errno.ECONNRESET;

    closeWithTheFinBeforeTheRelease(TcpState.CLOSED);

    assertEquals(List.of("closed LOCAL FIN"), records());
  }

  @Test
  void aResetThatCrossedOurFinIsUnknown() {
    kernel.error = Errno.ECONNRESET;
    kernel.dropped = 1;

    closeWithTheFinBeforeTheRelease(TcpState.CLOSED);

    assertEquals(List.of("closed UNKNOWN UNKNOWN"), records());
  }

  @Test
  void aResetThatCameBeforeOurFinLeftIsThePeers() {
    kernel.error = Errno.ECONNRESET;
    kernel.sends = false;

    closeWithTheFinBeforeTheRelease(TcpState.CLOSED);

    assertEquals(List.of("closed REMOTE RST"), records());
  }

  @Test
  void afterAHalfCloseNoFurtherSegmentIsNeeded() {
    open.halfClosed(DESCRIPTOR, OWNER, Initiator.LOCAL, 0, true);
    kernel.state = TcpState.CLOSED;
    kernel.sends = false;

    Closing close = describe(RecordFacts.CLOSED, OWNER);
    close.finBeforeRelease = true;
    recorder.begin(close);
    release();
    end(close);

    assertEquals(List.of("opinion LOCAL FIN"), records());
  }

  @Test
  void aFinThatComesJustBeforeOurResetIsThePeers() {
    open.linger(DESCRIPTOR, OWNER, true);
    Closing close = describe(RecordFacts.CLOSED, OWNER);
    close.finBeforeRelease = true;
    recorder.begin(close);
    kernel.state = TcpState.CLOSE_WAIT;
    release();
    end(close);

    assertEquals(List.of("closed REMOTE FIN_THEN_OUR_RST"), records());
  }

  @Test
  void aDescriptorThatMayBeAnothersIsNotAsked() {
    Closing close = describe(RecordFacts.CLOSED, OWNER);
    close.mayOutlive = true;
    recorder.begin(close);
    kernel.whenAsked = this::release;
    kernel.state = TcpState.LAST_ACK;
    end(close);

    assertEquals(List.of("opinion LOCAL FIN"), records());
  }

  @Test
  void whatThePeerBeganNeedsNoCookieAndNoFurtherQuestion() {
    kernel.state = TcpState.CLOSE_WAIT;
    kernel.received = false;

    close(ReleaseHook.UNLESS_LINGER_ZERO);
    release();

    assertEquals(1, kernel.questions);
    assertEquals(List.of("closed REMOTE FIN 0"), recordsWithCookies());
  }

  @Test
  void theStackIsReadAndTheRecordMadeAfterTheFin() {
    Closing close = begin(OWNER, ReleaseHook.NONE);
    int read = stacks;

    assertEquals(List.of(), records());
    end(close);

    assertEquals(read + 1, stacks);
    assertEquals(List.of("opinion LOCAL FIN"), records());
  }

  @Test
  void anOpinionHasTheWholePairSoThatTheKernelCanBeAsked() {
    close(ReleaseHook.NONE);

    List<Object> locals = new ArrayList<>();
    ring.drain(
        new RecordVisitor() {
          @Override
          public void visit(long c, long n, long a, long f, long p, long i, Object address) {}

          @Override
          public void visit(
              long c, long n, long a, long f, long p, long i, Object address, Object local) {
            locals.add(local);
          }
        });
    assertEquals(List.of(InetAddress.getLoopbackAddress()), locals);
  }

  @ParameterizedTest
  @CsvSource({
    "FIN_WAIT_2, half-closed LOCAL FIN",
    "CLOSING, half-closed SIMULTANEOUS FIN",
    "CLOSED, half-closed opinion LOCAL FIN",
    "LAST_ACK, ",
    "ESTABLISHED, "
  })
  void aHalfCloseIsDecidedByTheStateAfterIt(TcpState after, String record) {
    Closing half = describe(RecordFacts.HALF_CLOSED, OWNER);
    halfCloses.begin(half);
    kernel.state = after;
    halfCloses.end(half);

    assertEquals(record == null ? List.of() : List.of(record), records());
  }

  @ParameterizedTest
  @CsvSource({
    "FIN_WAIT_2, closed LOCAL FIN",
    "LAST_ACK, closed REMOTE FIN",
    "CLOSED, opinion LOCAL FIN"
  })
  void aCloseAfterAHalfCloseSaysWhatThatHasFound(TcpState after, String record) {
    Closing half = describe(RecordFacts.HALF_CLOSED, OWNER);
    halfCloses.begin(half);
    kernel.state = after;
    halfCloses.end(half);
    records();
    kernel.state = TcpState.CLOSED;
    close(ReleaseHook.NONE);

    assertEquals(List.of(record), records());
  }

  private int site() {
    stacks++;
    if (errorOfTheStack != null) {
      throw errorOfTheStack;
    }
    return SITE;
  }

  private void close(ReleaseHook releaseHook) {
    close(OWNER, releaseHook);
  }

  private void close(int owner, ReleaseHook releaseHook) {
    end(begin(owner, releaseHook));
  }

  /** Null when there is nothing to record. */
  private Closing begin(int owner, ReleaseHook releaseHook) {
    Closing close = describe(RecordFacts.CLOSED, owner);
    close.releaseHook = releaseHook;
    return recorder.begin(close) ? close : null;
  }

  private void closeWithTheFinBeforeTheRelease(TcpState afterFin) {
    Closing close = describe(RecordFacts.CLOSED, OWNER);
    close.finBeforeRelease = true;
    recorder.begin(close);
    kernel.state = afterFin;
    release();
    end(close);
  }

  private Closing describe(int kind, int owner) {
    OpenRecord record = open.records.getOrMake(DESCRIPTOR);
    Closing close = new Closing(System.nanoTime(), kind, DESCRIPTOR, owner, record, record.get());
    try {
      close.describe(new Kind(), "a socket", null, kernel);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    close.connected = true;
    return close;
  }

  /** The socket object; its addresses are there before and after the close. */
  private final class Kind extends ArrangedKind {
    @Override
    void addresses(Object socket, Closing to) {
      if (addressesFail-- > 0) {
        throw new StackOverflowError();
      }
      super.addresses(socket, to);
    }

    @Override
    boolean asksLocalAtOpening() {
      return asksLocalAtOpening;
    }

    @Override
    boolean isOutputOpen(Object socket) {
      return outputOpen;
    }

    @Override
    boolean hasReadAll(Object socket) {
      return allRead;
    }
  }

  private void end(Closing close) {
    if (close != null) {
      recorder.end(close);
    }
  }

  private void release() {
    recorder.release(DESCRIPTOR, OWNER, null, "a socket");
  }

  private List<String> records() {
    return records(false);
  }

  private List<String> recordsWithCookies() {
    return records(true);
  }

  private List<String> records(boolean cookies) {
    List<String> texts = new ArrayList<>();
    ring.drain(
        (cookie, nanoTime, age, facts, ports, info, address) -> {
          String verdict = RecordFacts.initiator(facts) + " " + RecordFacts.how(facts);
          String text =
              RecordFacts.kind(facts) == RecordFacts.REVISED
                  ? "revised "
                      + RecordFacts.revisedInitiator(facts)
                      + " "
                      + RecordFacts.revisedHow(facts)
                      + " to "
                      + verdict
                  : kind(facts) + verdict;
          texts.add(cookies ? text + " " + cookie : text);
        });
    return texts;
  }

  private static String kind(long facts) {
    boolean opinion = RecordFacts.is(facts, RecordFacts.OPINION);
    return RecordFacts.kind(facts) == RecordFacts.HALF_CLOSED
        ? opinion ? "half-closed opinion " : "half-closed "
        : RecordFacts.is(facts, RecordFacts.WAITING)
            ? "waiting "
            : opinion ? "opinion " : "closed ";
  }

  /** Keeps the opening time that it gets at each opening and close. */
  private static final class Listener implements ConnectionListener {
    final List<Long> openings = new ArrayList<>();
    final List<Object> closed = new ArrayList<>();
    RuntimeException failure;

    @Override
    public void opened(int descriptor, long openedNanos) {
      take(openedNanos);
    }

    @Override
    public Object closing(int descriptor, long openedNanos) {
      take(openedNanos);
      return "kept";
    }

    @Override
    public void closed(
        Object kept, long info, long facts, long ports, long age, long cookie, Object remote) {
      closed.add(kept);
    }

    private void take(long openedNanos) {
      openings.add(openedNanos);
      if (failure != null) {
        throw failure;
      }
    }
  }

  /** Answers what the test has set. */
  private static final class Kernel implements SocketProbe {
    TcpState state = TcpState.ESTABLISHED;
    boolean received = true;
    boolean wasReset;
    long error;
    long dropped;
    boolean sends = true;
    long segments = 1;
    long unread;
    int questions;
    int cookieQuestions;
    int localQuestions;
    long cookie = COOKIE;
    boolean hasLocal = true;
    Runnable whenAsked;

    private long tcpInfo() {
      questions++;
      if (whenAsked != null) {
        whenAsked.run();
      }
      long flags = received ? 0 : TcpInfo.NOTHING_RECEIVED;
      return TcpInfo.pack(state.number(), flags, -1, -1, -1, -1, -1);
    }

    @Override
    public boolean wasReset(TcpAnswer answer, int descriptor, FileDescriptor object) {
      return wasReset;
    }

    @Override
    public long unread(int descriptor, FileDescriptor object) {
      questions++;
      return unread;
    }

    @Override
    public long linger(int descriptor, FileDescriptor object) {
      return -2;
    }

    @Override
    public TcpAnswer ask(int descriptor, FileDescriptor object) {
      segments += sends ? 1 : 0;
      return TcpAnswer.of(tcpInfo(), segments);
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
      cookieQuestions++;
      return cookie;
    }

    @Override
    public InetAddress localAddress(int descriptor, FileDescriptor object) {
      questions++;
      localQuestions++;
      return hasLocal ? InetAddress.getLoopbackAddress() : null;
    }
  }
}
