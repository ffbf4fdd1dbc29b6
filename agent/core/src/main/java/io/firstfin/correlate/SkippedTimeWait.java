package io.firstfin.correlate;

import io.firstfin.kernel.Netstat;
import io.firstfin.vocabulary.TcpCounter;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How many connections of the network namespace lately ended without the TIME_WAIT that they should
 * have had: the table was full, or a reset was sent, as happens when data arrives after the close
 * (net/ipv4/tcp_input.c, tcp_rcv_state_process). Each explains one socket that is gone. One thread.
 */
final class SkippedTimeWait {
  /** What the counters grew by longer ago explains no close. */
  private static final long RECENT_NANOS = 1_000_000_000L;

  private final Supplier<Map<TcpCounter, Long>> source;
  private Map<TcpCounter, Long> before;
  private long readNanos;
  private boolean isRead;
  private long overflows;
  private long resets;

  /** Calls of {@link #maybeReset} since the counters were read, and before. */
  private long others;

  private long othersBefore;

  SkippedTimeWait() {
    this(new Netstat()::read);
  }

  /**
   * @param source reads the namespace's counters
   */
  SkippedTimeWait(Supplier<Map<TcpCounter, Long>> source) {
    this.source = source;
    before = source.get();
    readNanos = System.nanoTime();
  }

  /** Begins with the closes of one moment. */
  void begin() {
    isRead = false;
  }

  /** Ends with them. What they have not used explains no later close. */
  void end() {
    if (!isRead && System.nanoTime() - readNanos >= RECENT_NANOS) {
      read();
    }
  }

  /** Whether a full table explains one more socket that is gone. */
  boolean takeOverflow() {
    ensureRead();
    return overflows-- > 0;
  }

  /** Whether a reset explains one more socket that is gone. */
  boolean takeReset() {
    ensureRead();
    return resets-- > 0;
  }

  /** A close that this does not explain was perhaps reset, too. */
  void maybeReset() {
    others++;
  }

  /** Whether the reset that was just taken is perhaps one of {@link #maybeReset}. */
  boolean isMaybeOfAnother() {
    return othersBefore-- > 0;
  }

  private void ensureRead() {
    if (!isRead) {
      read();
    }
  }

  private void read() {
    Map<TcpCounter, Long> now = source.get();
    overflows = TcpCounter.TIME_WAIT_OVERFLOW.growth(before, now);
    resets =
        TcpCounter.ABORT_ON_DATA.growth(before, now)
            + TcpCounter.ABORT_ON_CLOSE.growth(before, now);
    before = now;
    othersBefore = others;
    others = 0;
    readNanos = System.nanoTime();
    isRead = true;
  }
}
