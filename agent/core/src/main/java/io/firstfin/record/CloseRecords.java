package io.firstfin.record;

import io.firstfin.bootstrap.SocketHooks;
import io.firstfin.vocabulary.Initiator;

/** Makes the records of closes and half-closes, and passes closes to the listener. */
final class CloseRecords {
  private final RecordRing ring;

  /** Null while there is none. */
  private volatile ConnectionListener listener;

  CloseRecords(RecordRing ring) {
    this.ring = ring;
  }

  void listen(ConnectionListener next) {
    listener = next;
  }

  boolean hasListener() {
    return listener != null;
  }

  /** Asks the listener what it keeps of a connection until the close is recorded. */
  void keep(Closing close) {
    ConnectionListener current = listener;
    if (current != null) {
      try {
        close.kept = current.closing(close.descriptor, close.openedNanos);
      } catch (Throwable e) {
        SocketHooks.failed(e);
      }
    }
  }

  /** Makes the record of a close or half-close whose verdict is decided. */
  void offer(Closing close, long finNanos) {
    boolean remoteFirst = close.verdict.initiator == Initiator.REMOTE;
    long cookie = remoteFirst ? 0 : close.cookie;
    // A cookie is missing while the JVM starts: then the addresses must do for the look-up.
    boolean canBeLookedUp =
        !close.lingerZero && close.remote != null && (cookie != 0 || close.local != null);
    if (close.verdict.isOpinion && canBeLookedUp) {
      close.flags |=
          RecordFacts.OPINION
              | (close.verdict.isEnded ? RecordFacts.ENDED : 0)
              | (close.verdict.isWaiting ? RecordFacts.WAITING : 0)
              | (close.hasEndedBeforeAnswer() ? RecordFacts.UNASKED : 0);
    }
    boolean isClose = close.kind == RecordFacts.CLOSED;
    long age = isClose && close.openedNanos != 0 ? close.start - close.openedNanos : -1;
    long facts = facts(close);
    long info =
        isClose ? close.answer.info(close.tls, close.hasEndedBeforeAnswer()) : TcpInfo.UNKNOWN;
    long ports =
        RecordPorts.pack(
            close.localPort, close.remotePort, close.delayNanos, System.nanoTime() - finNanos);
    Object local = (close.flags & RecordFacts.OPINION) == 0 ? null : close.local;
    ring.offer(cookie, close.start, age, facts, ports, info, close.remote, local);
    ConnectionListener current = listener;
    if (current != null && isClose) {
      try {
        current.closed(close.kept, info, facts, ports, age, cookie, close.remote);
      } catch (Throwable e) {
        SocketHooks.failed(e);
      }
    }
  }

  private static long facts(Closing close) {
    return RecordFacts.closed(
        close.kind,
        close.role,
        close.verdict.initiator,
        close.verdict.how,
        close.site,
        close.openedAt,
        close.flags);
  }

  /**
   * Revises a recorded close by another record, with what was found when its descriptor was
   * released.
   */
  void revise(Closing close, Verdict found, SocketProbe kernel) {
    long cookie =
        found.initiator == Initiator.REMOTE
            ? 0
            : close.cookie != 0 ? close.cookie : kernel.cookie(close.descriptor);
    ring.offer(
        cookie,
        System.nanoTime(),
        -1,
        RecordFacts.revised(facts(close), found.initiator, found.how),
        RecordPorts.pack(close.localPort, close.remotePort, 0, 0),
        TcpInfo.UNKNOWN,
        close.remote);
  }
}
