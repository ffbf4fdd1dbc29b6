package io.firstfin.record;

import io.firstfin.bootstrap.SocketHooks;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;

/**
 * Closes before whose FIN nothing is asked, so that the FIN is not delayed. The kernel is asked
 * right after it, while the descriptor still shows the connection, and an exact look-up settles
 * what that leaves open. The answer from after the FIN has lost how long a connection was idle
 * before the peer's FIN. Therefore only connections are closed so that have never been idle for
 * long. Any thread, in the middle of the application's close.
 */
final class FinFirst {
  /** Younger connections were idle for less than what the report's idle times are about. */
  private static final long YOUNG_NANOS = 250_000_000L;

  private static final Verdict UNKNOWN = Verdict.of(Initiator.UNKNOWN, How.UNKNOWN, false);
  private static final Verdict PEERS_FIN = Verdict.of(Initiator.REMOTE, How.FIN, false);
  private static final Verdict RESET = Verdict.of(Initiator.REMOTE, How.RST, false);

  private FinFirst() {}

  /**
   * Begins such a close; false when its connection must be asked first. Where it is true, the close
   * has its role, its opening and its cookie.
   */
  static boolean begin(Closing close, Probes probes) {
    if (close.answer != null
        || close.releaseHook != ReleaseHook.UNLESS_LINGER_ZERO
        || !close.isOpeningSeen()
        || OpenConnections.state(close.word) != OpenConnections.OPEN
        || OpenConnections.lingerZero(close.word)
        || !probes.canAskAfterFin()) {
      return false;
    }
    long cookie = close.record.cookie;
    long openedNanos = close.record.openedNanos;
    if (cookie == 0 || close.start - openedNanos > YOUNG_NANOS) {
      return false;
    }
    close.cookie = cookie;
    close.openedNanos = openedNanos;
    close.openedAt = OpenConnections.site(close.word);
    close.role = OpenConnections.role(close.word);
    close.verdict = Verdict.of(Initiator.LOCAL, How.FIN, true);
    close.unreadLater = true;
    close.asksAfterFin = true;
    return true;
  }

  /**
   * The verdict by the first answer to a question about a close that {@link #begin} has begun. It
   * comes after the FIN, or before it where the descriptor is released without a half-close.
   */
  static Verdict verdict(TcpAnswer answer, Closing close, SocketProbe kernel) {
    int state = answer.state();
    if (state < 0) {
      return UNKNOWN;
    }
    if (state != TcpState.CLOSED.number()) {
      return Classification.afterFin(state, close.isPeerHere(), close.verdict);
    }
    boolean isClient = close.role == Role.CLIENT;
    boolean isAcknowledged = answer.hasSentFin(isClient, 0);
    if (!isAcknowledged) {
      long unacknowledged = kernel.unacknowledged(close.descriptor);
      if (unacknowledged == SocketProbe.NO_ANSWER) {
        return UNKNOWN;
      }
      if (!answer.hasSentFin(isClient, unacknowledged)) {
        // No FIN has left, because the connection had ended before.
        return kernel.wasReset(answer, close.descriptor, close.object) ? RESET : UNKNOWN;
      }
    }
    return close.afterEnd(true, !isAcknowledged, kernel);
  }

  /** The verdict when the descriptor is released, before anything else has been asked. */
  static Verdict atRelease(TcpAnswer answer, Closing close, Object socket, SocketProbe kernel) {
    Verdict found = verdict(answer, close, kernel);
    if (answer.state() == TcpState.CLOSED.number()) {
      // There is nothing left to reset.
      return found.isEnded && hadReadAll(close, socket) ? PEERS_FIN : found;
    }
    long unread = answer.hasReceivedNothing() ? 0 : kernel.unread(close.descriptor, close.object);
    return unread == 0 ? found : Classification.atRelease(answer.state(), found, unread);
  }

  private static boolean hadReadAll(Closing close, Object socket) {
    try {
      return close.socketKind.hadReadAll(socket);
    } catch (Throwable e) {
      SocketHooks.failed(e);
      return false;
    }
  }
}
