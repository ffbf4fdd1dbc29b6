package io.firstfin.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.firstfin.bootstrap.SocketHooks;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.io.FileDescriptor;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionRecorderTest {
  private static final int DESCRIPTOR = 9;
  private static final int OWNER = 77;
  private static final int SITE = 5;
  private static final long COOKIE = 4711;

  private final RecordRing ring = new RecordRing(64);
  private final ConnectionRecorder recorder =
      new ConnectionRecorder(
          ring, new StackReads(this::site, new StackBudget(Double.POSITIVE_INFINITY, 0)));
  private final Kernel kernel = new Kernel();
  private boolean outputOpen;
  private Error errorOfTheStack;

  @BeforeEach
  void askTheKernelOfTheTest() {
    recorder.use(kernel);
    recorder.opened(DESCRIPTOR, OWNER, Role.CLIENT);
  }

  @Test
  void unreadDataIsAskedForWhenTheDescriptorClosesWhereAHookTellsOfIt() {
    kernel.state = TcpState.ESTABLISHED;
    kernel.unread = 3;

    close(SecondLook.UNLESS_LINGER_ZERO);
    assertEquals(List.of("closed LOCAL FIN"), records());
    kernel.state = TcpState.FIN_WAIT_2;
    release();

    assertEquals(List.of("revised LOCAL FIN to LOCAL RST"), records());
  }

  @Test
  void aResetThatThePeersAcknowledgementSparedIsNone() {
    kernel.state = TcpState.CLOSE_WAIT;
    kernel.unread = 3;

    close(SecondLook.UNLESS_LINGER_ZERO);
    kernel.state = TcpState.CLOSED;
    release();

    assertEquals(List.of("closed REMOTE FIN"), records());
  }

  @Test
  void withoutUnreadDataTheSecondLookAsksNoMore() {
    kernel.state = TcpState.ESTABLISHED;

    close(SecondLook.UNLESS_LINGER_ZERO);
    int questions = kernel.questions;
    release();
    release();

    assertEquals(List.of("closed LOCAL FIN"), records());
    assertEquals(questions + 1, kernel.questions);
  }

  @Test
  void aConnectionThatReceivedNothingNeedsNoSecondLook() {
    kernel.state = TcpState.ESTABLISHED;
    kernel.received = false;

    close(SecondLook.UNLESS_LINGER_ZERO);
    int questions = kernel.questions;
    release();

    assertEquals(questions, kernel.questions);
  }

  @Test
  void withoutAHookUnreadDataIsAskedForAtTheCloseAndTheCookieKept() {
    kernel.state = TcpState.ESTABLISHED;
    kernel.unread = 3;

    close(SecondLook.NONE);
    release();

    assertEquals(List.of("closed LOCAL RST " + COOKIE), recordsWithCookies());
  }

  @Test
  void lingerZeroResetsAtOnceAndLeavesNothingToFind() {
    recorder.open().linger(DESCRIPTOR, OWNER, true);
    kernel.state = TcpState.ESTABLISHED;

    close(SecondLook.UNLESS_LINGER_ZERO);
    release();

    assertEquals(List.of("closed LOCAL RST 0"), recordsWithCookies());
  }

  @ParameterizedTest
  @CsvSource({"LAST_ACK", "CLOSED"})
  void lingerZeroAfterBothFinsResetsNothing(TcpState atRelease) {
    recorder.open().linger(DESCRIPTOR, OWNER, true);
    kernel.state = TcpState.CLOSE_WAIT;

    close(SecondLook.ALWAYS);
    kernel.state = atRelease;
    release();

    assertEquals(List.of("closed REMOTE RST", "revised REMOTE RST to REMOTE FIN"), records());
  }

  @Test
  void aSecondLookThatFindsTheFinsCrossedSaysSo() {
    kernel.state = TcpState.ESTABLISHED;
    kernel.unread = 1;

    close(SecondLook.UNLESS_LINGER_ZERO);
    kernel.state = TcpState.CLOSING;
    release();

    assertEquals(List.of("closed LOCAL FIN", "revised LOCAL FIN to SIMULTANEOUS FIN"), records());
  }

  @Test
  void aRevisedRecordNamesTheSameSiteAndRole() {
    kernel.state = TcpState.ESTABLISHED;
    kernel.unread = 1;
    close(SecondLook.UNLESS_LINGER_ZERO);
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

    close(SecondLook.NONE);

    assertEquals(List.of("closed UNKNOWN UNKNOWN"), records());
  }

  @Test
  void aCloseThatComesWhenTheDescriptorIsReusedIsNotRecorded() {
    kernel.state = TcpState.ESTABLISHED;
    kernel.whenAsked =
        () -> {
          kernel.whenAsked = null;
          close(SecondLook.NONE);
          recorder.opened(DESCRIPTOR, OWNER + 1, Role.SERVER);
        };

    close(SecondLook.NONE);

    assertEquals(List.of("closed LOCAL FIN"), records());
    assertEquals(Role.SERVER, recorder.open().role(DESCRIPTOR));
  }

  @Test
  void aConnectionWhoseOpeningWasNotSeenHasNoRoleAndNoLifetime() {
    close(OWNER + 1, SecondLook.NONE);

    ring.drain(
        (cookie, nanoTime, age, facts, ports, info, address) -> {
          assertEquals(Role.UNKNOWN, RecordFacts.role(facts));
          assertEquals(-1, age);
        });
  }

  @Test
  void theListenerHearsWhenAConnectionThatClosesWasOpened() {
    Listener listener = new Listener();
    recorder.listen(listener);
    recorder.opened(DESCRIPTOR, OWNER + 1, Role.SERVER);
    close(OWNER + 1, SecondLook.NONE);

    assertEquals(2, listener.openings.size());
    assertEquals(listener.openings.get(0), listener.openings.get(1));
  }

  @Test
  void whatTheListenerThrowsIsCountedOnly() {
    long errors = SocketHooks.errors();
    Listener listener = new Listener();
    listener.failure = new IllegalStateException();
    recorder.listen(listener);
    recorder.opened(DESCRIPTOR, OWNER + 1, Role.SERVER);
    close(OWNER + 1, SecondLook.NONE);

    assertEquals(errors + 2, SocketHooks.errors());
    assertEquals(List.of("closed LOCAL FIN"), records());
  }

  @Test
  void whatAResetCertainlyEndedWasEndedByThePeer() {
    kernel.state = TcpState.CLOSED;
    kernel.wasReset = true;

    close(SecondLook.NONE);

    assertEquals(List.of("closed REMOTE RST"), records());
  }

  @ParameterizedTest
  @CsvSource({"true, closed REMOTE RST", "false, closed UNKNOWN UNKNOWN"})
  void aResetOfAConnectionFromBeforeTheAgentIsSeenUnlessItMayHaveBeenHalfClosed(
      boolean neverHalfClosed, String record) {
    recorder.open().forget(DESCRIPTOR, OWNER);
    kernel.state = TcpState.CLOSED;
    kernel.wasReset = true;
    outputOpen = neverHalfClosed;

    close(SecondLook.NONE);

    assertEquals(List.of(record), records());
  }

  @Test
  void aCloseWhoseStackCannotBeReadIsRecordedAndTheErrorCounted() {
    long errors = SocketHooks.errors();
    errorOfTheStack = new StackOverflowError();

    close(SecondLook.NONE);

    assertEquals(List.of("closed LOCAL FIN"), records());
    assertEquals(errors + 1, SocketHooks.errors());
  }

  private int site() {
    if (errorOfTheStack != null) {
      throw errorOfTheStack;
    }
    return SITE;
  }

  private void close(SecondLook secondLook) {
    close(OWNER, secondLook);
  }

  private void close(int owner, SecondLook secondLook) {
    recorder.closing(
        System.nanoTime(),
        DESCRIPTOR,
        owner,
        null,
        40_001,
        InetAddress.getLoopbackAddress(),
        6379,
        true,
        outputOpen,
        secondLook,
        0);
  }

  private void release() {
    recorder.releasing(DESCRIPTOR, OWNER, null, 40_001, InetAddress.getLoopbackAddress(), 6379);
  }

  @ParameterizedTest
  @CsvSource({
    "Address already in use, true",
    "Address already in use (Bind failed), true",
    "bind(..) failed: Address already in use, true",
    "Cannot assign requested address, false",
    "Permission denied, false"
  })
  void ofFailedBindsOnlyAnAddressInUseIsTold(String message, boolean told) {
    recorder.bindFailed(new InetSocketAddress("127.0.0.1", 0), new BindException(message));

    assertEquals(told, ring.isPending());
  }

  @Test
  void aBindThatWasNotTriedIsNotTold() {
    recorder.bindFailed(
        new InetSocketAddress("127.0.0.1", 0),
        new IllegalArgumentException("Address already in use"));
    recorder.bindFailed("/a/path", new BindException("Address already in use"));

    assertFalse(ring.isPending());
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
                  : "closed " + verdict;
          texts.add(cookies ? text + " " + cookie : text);
        });
    return texts;
  }

  /** Keeps the time of the opening, of each opening and close. */
  private static final class Listener implements ConnectionListener {
    final List<Long> openings = new ArrayList<>();
    RuntimeException failure;

    @Override
    public void opened(int descriptor, long openedNanos) {
      take(openedNanos);
    }

    @Override
    public void closing(
        int descriptor,
        long openedNanos,
        long info,
        long facts,
        long ports,
        long age,
        long cookie,
        Object remote) {
      take(openedNanos);
    }

    private void take(long openedNanos) {
      openings.add(openedNanos);
      if (failure != null) {
        throw failure;
      }
    }
  }

  /** Answers what the test says. */
  private static final class Kernel implements SocketProbe {
    TcpState state = TcpState.ESTABLISHED;
    boolean received = true;
    boolean wasReset;
    long unread;
    int questions;
    Runnable whenAsked;

    @Override
    public long tcpInfo(int descriptor, FileDescriptor object) {
      questions++;
      if (whenAsked != null) {
        whenAsked.run();
      }
      long flags = received ? 0 : TcpInfo.NOTHING_RECEIVED;
      return TcpInfo.pack(state.number(), flags, -1, -1, -1, -1, -1);
    }

    @Override
    public boolean wasReset(int descriptor, FileDescriptor object) {
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
    public long cookie(int descriptor) {
      return COOKIE;
    }

    @Override
    public InetSocketAddress formerPeer(int descriptor) {
      return null;
    }
  }
}
