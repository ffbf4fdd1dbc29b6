package io.firstfin.record;

import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.io.FileDescriptor;
import java.util.concurrent.atomic.LongAdder;

/**
 * Records the closes of every kind of socket. Before the FIN it asks the kernel only for what
 * cannot be known later; it reads the stack and makes the record after the FIN has left. It runs on
 * the application's threads, waits for nothing and keeps no reference to a socket.
 */
final class CloseRecorder {
  private final CloseRecords records;
  private final StackReads stacks;
  private final Probes probes;
  private final EarlyQuestions early;
  private final PendingCloses pending;
  private final LongAdder closed = new LongAdder();

  CloseRecorder(
      CloseRecords records,
      StackReads stacks,
      OpenConnections open,
      Probes probes,
      EarlyQuestions early) {
    this.records = records;
    this.stacks = stacks;
    this.probes = probes;
    this.early = early;
    pending = new PendingCloses(open.records);
  }

  /** The number of closes of connections whose opening was seen. */
  long closed() {
    return closed.sum();
  }

  /**
   * A close is about to happen, the first of its connection. False when there is nothing to record,
   * because it ends no connection.
   */
  boolean begin(Closing close) {
    // A listener needs the verdict at the close, and cannot wait for what settles it later.
    if (!records.hasListener() && FinFirst.begin(close, probes)) {
      return claim(close);
    }
    SocketProbe kernel = probes.get();
    return describe(close, kernel) && claim(close);
  }

  /** Asks for all that must be known before the FIN; false when there is nothing to record. */
  private boolean describe(Closing close, SocketProbe kernel) {
    int known = OpenConnections.state(close.word);
    if (close.answer == null) {
      close.answer = kernel.ask(close.descriptor, close.object);
    }
    int state = close.answer.state();
    if (!close.connected && !close.isKnown && (state < 0 || state == TcpState.CLOSED.number())) {
      // The socket's connect has failed, or was never called. While a connect runs, only the kernel
      // knows whether it has succeeded.
      return false;
    }
    // A connection from before the agent has a record too, once it is half-closed.
    boolean openSeen = close.isOpeningSeen();
    long reset = reset(close, kernel);
    Initiator halfClosed =
        known == OpenConnections.HALF_CLOSED ? OpenConnections.initiator(close.word) : null;
    boolean peerReset =
        state == TcpState.CLOSED.number()
            && (openSeen || close.isOutputOpen())
            && (halfClosed == null || halfClosed == Initiator.UNKNOWN)
            && kernel.wasReset(close.answer, close.descriptor, close.object);
    Verdict verdict = Classification.atClose(state, peerReset, halfClosed, reset > 0);
    if (verdict == null) {
      return false;
    }
    boolean isOpinion =
        verdict.isOpinion
            || state == TcpState.CLOSED.number() && OpenConnections.isOpinion(close.word);
    How how = reset == SocketProbe.NO_ANSWER ? How.UNKNOWN : verdict.how;
    close.verdict = Verdict.of(verdict.initiator, how, isOpinion);
    close.role =
        openSeen ? OpenConnections.role(close.word) : close.connected ? Role.UNKNOWN : Role.CLIENT;
    if (openSeen) {
      close.openedNanos = close.record.openedNanos;
      close.openedAt = OpenConnections.site(close.word);
    }
    if (halfClosed == Initiator.LOCAL) {
      close.isHalfClosedByUs = true;
      close.halfCloseSite = close.record.closeSite;
    }
    askIdentity(close, kernel);
    return true;
  }

  /** Makes a close this thread's; false when it is another's. */
  private boolean claim(Closing close) {
    if (!OpenConnections.claimClose(
        close.record, close.owner, close.before, OpenConnections.closed(close.owner, close.role))) {
      return false;
    }
    if (close.unreadLater
        || close.verdict.isOpinion && (close.finBeforeRelease || close.mayOutlive)) {
      PendingCloses.put(close);
    }
    records.keep(close);
    close.delayNanos = System.nanoTime() - close.start;
    return true;
  }

  /**
   * Whether the close resets the connection: positive if so, {@link SocketProbe#NO_ANSWER} if the
   * kernel could not be asked. Unread data resets nothing before the descriptor closes. Where a
   * hook reports that moment, the kernel is asked for unread data then.
   */
  private static long reset(Closing close, SocketProbe kernel) {
    int state = close.answer.state();
    if (!sendsOnClose(state)) {
      return 0;
    }
    long linger =
        OpenConnections.lingerZero(close.word)
            ? 0
            : close.isOpeningSeen() ? -2 : kernel.linger(close.descriptor, close.object);
    if (linger == 0) {
      close.lingerZero = true;
      close.unreadLater = close.releaseHook == ReleaseHook.ALWAYS;
      return 1;
    }
    boolean isAllRead = state == TcpState.CLOSE_WAIT.number() && close.hasReadAll();
    close.unreadLater = !isAllRead && close.releaseHook != ReleaseHook.NONE;
    long unread = isAllRead || close.unreadLater ? 0 : unread(close, close.object, kernel);
    return unread == 0 && linger == SocketProbe.NO_ANSWER ? SocketProbe.NO_ANSWER : unread;
  }

  private static long unread(Closing close, FileDescriptor object, SocketProbe kernel) {
    return close.answer.hasReceivedNothing() ? 0 : kernel.unread(close.descriptor, object);
  }

  /**
   * Asks for the cookie, unless it was asked at the opening, and also for the local address where
   * only an exact look-up can settle the verdict. Both must be asked before the FIN, because a
   * socket that turns into TIME_WAIT without a cookie gets another one. They are asked also where
   * unread data waits: the application can still read it before the close, so that TIME_WAIT
   * follows instead of a reset.
   */
  private static void askIdentity(Closing close, SocketProbe kernel) {
    if (!needsIdentity(close)) {
      return;
    }
    close.askCookie(kernel);
    if (!sendsFinBeforeRelease(close)) {
      close.takeLocal();
      close.askLocal(close.verdict, close.object, kernel);
    }
  }

  private static boolean needsIdentity(Closing close) {
    return !close.lingerZero && close.verdict.initiator.includesLocal();
  }

  /**
   * Whether our FIN was the first, as far as is known after it. Of an end it is not known; but
   * where this JVM is first, the peer has seldom answered so soon.
   */
  private static boolean isOurs(Closing close) {
    return needsIdentity(close) && !close.verdict.isEnded;
  }

  private static boolean sendsFinBeforeRelease(Closing close) {
    return close.finBeforeRelease && !close.lingerZero;
  }

  /** Whether the kernel must be asked when this descriptor is released. */
  boolean isPending(int descriptor, int owner) {
    return pending.has(descriptor, owner);
  }

  /**
   * The descriptor of a closing connection is about to be released. Where the close is recorded
   * already, another record revises its verdict.
   */
  void release(int descriptor, int owner, FileDescriptor object, Object socket) {
    Closing close = pending.take(descriptor, owner);
    if (close == null) {
      return;
    }
    long start = System.nanoTime();
    boolean sendsFinNow = close.isBegun() && !sendsFinBeforeRelease(close);
    SocketProbe kernel = probes.get();
    TcpAnswer answer = null;
    Verdict found;
    if (close.asksAfterFin && close.isBegun()) {
      answer = kernel.ask(descriptor, object);
      close.readAddresses();
      found = FinFirst.atRelease(answer, close, socket, kernel);
    } else {
      close.readAddresses();
      found = atRelease(close, object, kernel);
    }
    close.askLocal(found, object, kernel);
    if (close.release(found, answer, sendsFinNow ? System.nanoTime() - start : 0)
        || found.says(close.verdict)) {
      return;
    }
    records.revise(close, found, kernel);
  }

  private static Verdict atRelease(Closing close, FileDescriptor object, SocketProbe kernel) {
    Verdict first = close.verdict;
    boolean settles = first.isOpinion && sendsFinBeforeRelease(close);
    long unread = close.unreadLater ? unread(close, object, kernel) : 0;
    boolean resets = unread != 0 || close.lingerZero;
    if (!settles && !resets) {
      return first;
    }
    TcpAnswer answer = kernel.ask(close.descriptor, object);
    Verdict found = settles ? afterFin(answer, close, kernel) : first;
    return resets ? Classification.atRelease(answer.state(), found, unread) : found;
  }

  /** The close that {@link #begin} announced has been done, or has failed. */
  void end(Closing close) {
    long now = System.nanoTime();
    close.readAddresses();
    if (close.isOpeningSeen()) {
      closed.increment();
    }
    boolean neededIdentity = needsIdentity(close);
    Verdict sinceFin = afterClose(close);
    close.site = close.halfCloseSite;
    if (!close.isHalfClosedByUs) {
      close.readSite(stacks);
    } else if (close.site == CallSites.UNKNOWN) {
      close.flags |= RecordFacts.SAMPLED_OUT;
    }
    close.decide(sinceFin);
    if (close.isOpeningSeen()) {
      early.closed(close.role, close.asksAfterFin ? isOurs(close) : neededIdentity);
    }
    records.offer(close, now);
    close.forgetSocket();
  }

  /** The verdict by the state after the FIN, where the descriptor still shows it. */
  private Verdict afterClose(Closing close) {
    Verdict first = close.verdict;
    if (!close.mayOutlive || !first.isOpinion || !close.isBegun()) {
      return close.foundSoFar();
    }
    SocketProbe kernel = probes.get();
    TcpAnswer answer = kernel.ask(close.descriptor, close.object);
    Verdict found =
        close.asksAfterFin
            ? FinFirst.verdict(answer, close, kernel)
            : afterFin(answer, close, kernel);
    if (!close.isBegun()) {
      // The descriptor was released meanwhile, and its number may belong to another connection.
      return close.foundSoFar();
    }
    if (close.asksAfterFin) {
      close.answer = answer;
    }
    return found;
  }

  /** The verdict by the kernel's answer after the FIN. */
  private static Verdict afterFin(TcpAnswer answer, Closing close, SocketProbe kernel) {
    int state = answer.state();
    if (state != TcpState.CLOSED.number()) {
      return Classification.afterFin(state, close.isPeerHere(), close.verdict);
    }
    boolean wasOpen = close.answer.state() == TcpState.ESTABLISHED.number();
    long segments = close.answer.segmentsOut();
    boolean sent = !wasOpen || segments < 0 || segments != answer.segmentsOut();
    boolean unacknowledged =
        close.role != Role.UNKNOWN
            && answer.tellsFinSent()
            && !answer.hasSentFin(close.role == Role.CLIENT, 0);
    return close.afterEnd(sent, unacknowledged, kernel);
  }

  private static boolean sendsOnClose(int state) {
    return state == TcpState.ESTABLISHED.number()
        || state == TcpState.CLOSE_WAIT.number()
        || state == TcpState.FIN_WAIT_1.number()
        || state == TcpState.FIN_WAIT_2.number();
  }
}
