package io.firstfin.record;

import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.io.FileDescriptor;
import java.util.concurrent.atomic.LongAdder;

/**
 * Records closes, whatever kind of socket they happen to. Before the FIN it asks only what nobody
 * can tell later; the stack is read and the record is made after the FIN has left. It runs on the
 * application's threads, waits for nothing and keeps no reference to a socket.
 */
final class CloseRecorder {
  private final CloseRecords records;
  private final StackReads stacks;
  private final OpenConnections open;
  private final Probes probes;
  private final PendingCloses pending = new PendingCloses();
  private final LongAdder closed = new LongAdder();

  CloseRecorder(CloseRecords records, StackReads stacks, OpenConnections open, Probes probes) {
    this.records = records;
    this.stacks = stacks;
    this.open = open;
    this.probes = probes;
  }

  /** Closes of connections whose opening was seen. */
  long closed() {
    return closed.sum();
  }

  /**
   * A close is about to happen; false when it ends no connection, or one that is closed already.
   */
  boolean begin(Closing close) {
    int known = OpenConnections.state(close.word);
    if (known == OpenConnections.CLOSED) {
      return false;
    }
    SocketProbe kernel = probes.get();
    if (close.info == TcpInfo.UNKNOWN) {
      close.info = kernel.tcpInfo(close.descriptor, close.object);
    }
    int state = TcpInfo.state(close.info);
    if (!close.connected && !close.isKnown && (state < 0 || state == TcpState.CLOSED.number())) {
      // A connect that failed, or none. While one runs, only the kernel knows that it succeeded.
      return false;
    }
    // A connection from before the agent has a record too, once it is half-closed.
    boolean openSeen = close.isKnown && OpenConnections.role(close.word) != Role.UNKNOWN;
    long reset = reset(close, openSeen, kernel);
    Initiator halfClosed =
        known == OpenConnections.HALF_CLOSED ? OpenConnections.initiator(close.word) : null;
    boolean peerReset =
        state == TcpState.CLOSED.number()
            && (openSeen || close.outputOpen)
            && (halfClosed == null || halfClosed == Initiator.UNKNOWN)
            && kernel.wasReset(close.descriptor, close.object);
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
      close.openedNanos = open.openedNanos(close.descriptor);
      close.openedAt = OpenConnections.site(close.word);
    }
    if (halfClosed == Initiator.LOCAL) {
      close.isHalfClosedByUs = true;
      close.halfCloseSite = open.closeSite(close.descriptor);
    }
    askIdentity(close, kernel);
    if (!open.claimClose(
        close.descriptor,
        close.owner,
        close.before,
        OpenConnections.closed(close.owner, close.role))) {
      return false;
    }
    if (openSeen) {
      closed.increment();
    }
    if (close.unreadLater || isOpinion && (sendsFinBeforeRelease(close) || close.mayOutlive)) {
      pending.put(close);
    }
    records.keep(close);
    close.delayNanos = System.nanoTime() - close.start;
    return true;
  }

  /**
   * Whether the close resets the connection: positive if so, {@link SocketProbe#NO_ANSWER} where
   * that could not be asked. Unread data resets nothing before the descriptor closes: where a hook
   * tells of that, it is asked for then.
   */
  private static long reset(Closing close, boolean openSeen, SocketProbe kernel) {
    if (!sendsOnClose(TcpInfo.state(close.info))) {
      return 0;
    }
    long linger =
        OpenConnections.lingerZero(close.word)
            ? 0
            : openSeen ? -2 : kernel.linger(close.descriptor, close.object);
    if (linger == 0) {
      close.lingerZero = true;
      close.unreadLater = close.secondLook == SecondLook.ALWAYS;
      return 1;
    }
    boolean received = !TcpInfo.is(close.info, TcpInfo.NOTHING_RECEIVED);
    close.unreadLater = received && close.secondLook != SecondLook.NONE;
    long unread =
        received && !close.unreadLater ? kernel.unread(close.descriptor, close.object) : 0;
    return unread == 0 && linger == SocketProbe.NO_ANSWER ? SocketProbe.NO_ANSWER : unread;
  }

  /**
   * The cookie, and where only an exact look-up can settle the verdict also the local address. Only
   * we can have these before the FIN: a socket that turns into TIME_WAIT without a cookie gets
   * another one. Data that is unread now can be read before the close, so that TIME_WAIT follows
   * and no reset.
   */
  private static void askIdentity(Closing close, SocketProbe kernel) {
    Initiator initiator = close.verdict.initiator;
    if (close.lingerZero || initiator != Initiator.LOCAL && initiator != Initiator.SIMULTANEOUS) {
      return;
    }
    close.cookie = kernel.cookie(close.descriptor);
    if (!sendsFinBeforeRelease(close)) {
      close.askLocal(close.verdict, kernel);
    }
  }

  private static boolean sendsFinBeforeRelease(Closing close) {
    return close.finBeforeRelease && !close.lingerZero;
  }

  /** Whether the kernel is to be asked when this descriptor is let go. */
  boolean isPending(int descriptor, int owner) {
    return pending.has(descriptor, owner);
  }

  /**
   * The descriptor of a connection that closes is about to be let go. Where its close is recorded
   * already, another record says what that changes.
   */
  void release(int descriptor, int owner, FileDescriptor object) {
    Closing close = pending.take(descriptor, owner);
    if (close == null) {
      return;
    }
    SocketProbe kernel = probes.get();
    Verdict found = atRelease(close, object, kernel);
    close.askLocal(found, kernel);
    if (close.release(found) || found.says(close.verdict)) {
      return;
    }
    records.revise(close, found, kernel);
  }

  private static Verdict atRelease(Closing close, FileDescriptor object, SocketProbe kernel) {
    Verdict first = close.verdict;
    boolean settles = first.isOpinion && sendsFinBeforeRelease(close);
    long unread = close.unreadLater ? kernel.unread(close.descriptor, object) : 0;
    boolean resets = unread != 0 || close.unreadLater && close.lingerZero;
    if (!settles && !resets) {
      return first;
    }
    int state = TcpInfo.state(kernel.tcpInfo(close.descriptor, object));
    Verdict found = settles ? Classification.afterFin(state, first) : first;
    if (!resets) {
      return found;
    }
    return unread == SocketProbe.NO_ANSWER
        ? Verdict.of(found.initiator, How.UNKNOWN, found.isOpinion)
        : Classification.atRelease(state, found, unread > 0);
  }

  /** What {@link #begin} was told of has been done, or has failed. */
  void end(Closing close) {
    long now = System.nanoTime();
    Verdict sinceFin = afterClose(close);
    close.site = close.halfCloseSite;
    if (!close.isHalfClosedByUs) {
      close.readSite(stacks);
    } else if (close.site == CallSites.UNKNOWN) {
      close.flags |= RecordFacts.SAMPLED_OUT;
    }
    close.decide(sinceFin);
    records.offer(close, now);
    close.object = null;
  }

  /** The verdict by the state after the FIN, where the descriptor still tells of it. */
  private Verdict afterClose(Closing close) {
    Verdict first = close.verdict;
    if (!close.mayOutlive || !first.isOpinion || !close.isBegun()) {
      return close.foundSoFar();
    }
    long info = probes.get().tcpInfo(close.descriptor, close.object);
    // Let go meanwhile, the number may be another connection's.
    return close.isBegun()
        ? Classification.afterFin(TcpInfo.state(info), first)
        : close.foundSoFar();
  }

  private static boolean sendsOnClose(int state) {
    return state == TcpState.ESTABLISHED.number()
        || state == TcpState.CLOSE_WAIT.number()
        || state == TcpState.FIN_WAIT_1.number()
        || state == TcpState.FIN_WAIT_2.number();
  }
}
