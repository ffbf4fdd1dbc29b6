package io.firstfin.correlate;

import io.firstfin.picture.FailedReuse;
import io.firstfin.record.TcpInfo;
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
  private final RecentCount unanswered = new RecentCount();

  /** Up to 2 hours. */
  private static final int BUCKETS = 640;

  private final Histogram idleMillisBeforeFin = new Histogram(Histogram.FINE, BUCKETS);
  private final Histogram idleMillisBeforeUse = new Histogram(Histogram.FINE, BUCKETS);

  /**
   * Whether the last event on the connection was that data was sent after an idle time and was
   * lost.
   */
  static boolean isOne(long info) {
    return TcpInfo.is(info, TcpInfo.UNACKNOWLEDGED)
        && !TcpInfo.is(info, TcpInfo.ONE_WAY)
        && idleMillis(info) >= IDLE_MILLIS
        && !TcpInfo.is(info, TcpInfo.MAYBE_FAREWELL)
        && (isAfterFin(info) || isSilent(info));
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
        idleMillisBeforeFin.spread(),
        idleMillisBeforeUse.spread());
  }
}
