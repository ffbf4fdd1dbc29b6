package io.firstfin.correlate;

import io.firstfin.picture.FailedReuse;
import io.firstfin.record.TcpInfo;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.TcpState;

/**
 * Finds from the kernel's answer at a client's close whether the connection was idle, was used
 * again, and failed. At most 3 KB, for each destination where that happens. One thread.
 */
final class FailedReuses {
  /**
   * A connection that is used again sooner was not idle: servers keep connections for seconds at
   * the least.
   */
  private static final long IDLE_MILLIS = 1000;

  private final RecentCount afterFin = new RecentCount();
  private final RecentCount reset = new RecentCount();
  private final RecentCount resetWhileIdle = new RecentCount();
  private final RecentCount unanswered = new RecentCount();

  /** Up to 2 hours. */
  private static final int BUCKETS = 640;

  private final Histogram idleMillisBeforeFin = new Histogram(Histogram.FINE, BUCKETS);
  private final Histogram idleMillisBeforeUse = new Histogram(Histogram.FINE, BUCKETS);

  /**
   * Whether the last event on the connection was that data was sent after an idle time and was
   * lost.
   */
  private static boolean isLost(long info) {
    return TcpInfo.is(info, TcpInfo.UNACKNOWLEDGED)
        && !TcpInfo.is(info, TcpInfo.ONE_WAY)
        && idleMillis(info) >= IDLE_MILLIS
        && !TcpInfo.is(info, TcpInfo.MAYBE_FAREWELL)
        && (isAfterFin(info) || isSilent(info));
  }

  /** Whether a close shows a failed reuse. */
  static boolean isOne(Initiator initiator, How how, long info) {
    return isLost(info) || isResetWhileIdle(initiator, how, info) || isLittleLost(initiator, info);
  }

  /**
   * Whether little data that was sent after an idle time met the peer's end. It may be a short
   * call, such as a command of Redis, or a farewell whose answer this JVM waited for: after another
   * farewell the close follows before the peer's reset comes.
   */
  private static boolean isLittleLost(Initiator initiator, long info) {
    return initiator == Initiator.REMOTE
        && TcpInfo.state(info) == TcpState.CLOSED.number()
        && TcpInfo.is(info, TcpInfo.UNACKNOWLEDGED)
        && TcpInfo.is(info, TcpInfo.MAYBE_FAREWELL)
        && !TcpInfo.is(info, TcpInfo.ONE_WAY)
        && !TcpInfo.is(info, TcpInfo.UNANSWERED)
        && !TcpInfo.is(info, TcpInfo.TLS)
        && TcpInfo.exchanges(info) > 0
        && idleMillis(info) >= IDLE_MILLIS;
  }

  /**
   * Whether the peer has reset a connection on which no data had moved for some time. A call that
   * was written before the reset came would be unacknowledged data.
   */
  private static boolean isResetWhileIdle(Initiator initiator, How how, long info) {
    return initiator == Initiator.REMOTE
        && how == How.RST
        && TcpInfo.state(info) == TcpState.CLOSED.number()
        && !TcpInfo.is(info, TcpInfo.UNACKNOWLEDGED)
        && !TcpInfo.is(info, TcpInfo.UNANSWERED)
        && TcpInfo.exchanges(info) > 0
        && EndingFigures.idleMillis(info) >= IDLE_MILLIS;
  }

  /** Of all segments without data, only a FIN comes so long after the last data. */
  private static boolean isAfterFin(long info) {
    int state = TcpInfo.state(info);
    return state == TcpState.CLOSE_WAIT.number()
        || state == TcpState.CLOSED.number()
            && !TcpInfo.is(info, TcpInfo.UNANSWERED)
            && TcpInfo.quietMillis(info) >= IDLE_MILLIS;
  }

  private static boolean isSilent(long info) {
    return TcpInfo.quietMillis(info) < IDLE_MILLIS
        && (TcpInfo.state(info) == TcpState.CLOSED.number()
            || TcpInfo.is(info, TcpInfo.UNANSWERED));
  }

  /**
   * Time from the last data that came to the data that was sent then; negative when one of them is
   * not known.
   */
  private static long idleMillis(long info) {
    long sent = TcpInfo.sentMillis(info);
    return sent < 0 ? -1 : TcpInfo.receivedMillis(info) - sent;
  }

  /** Takes a close of which {@link #isOne} is true. */
  void add(long info, long nanoTime) {
    if (!isLost(info)) {
      resetWhileIdle.add(nanoTime);
      boolean used = TcpInfo.is(info, TcpInfo.UNACKNOWLEDGED);
      idleMillisBeforeUse.add(used ? idleMillis(info) : EndingFigures.idleMillis(info));
      return;
    }
    if (isAfterFin(info)) {
      afterFin.add(nanoTime);
      long quiet = TcpInfo.quietMillis(info);
      if (quiet >= 0) {
        idleMillisBeforeFin.add(quiet);
      }
      return;
    }
    idleMillisBeforeUse.add(idleMillis(info));
    if (TcpInfo.is(info, TcpInfo.UNANSWERED)) {
      unanswered.add(nanoTime);
    } else {
      reset.add(nanoTime);
    }
  }

  FailedReuse recent(long nanoTime) {
    return new FailedReuse(
        afterFin.sum(nanoTime),
        reset.sum(nanoTime),
        unanswered.sum(nanoTime),
        resetWhileIdle.sum(nanoTime),
        idleMillisBeforeFin.spread(),
        idleMillisBeforeUse.spread());
  }
}
