package io.firstfin.correlate;

import io.firstfin.kernel.Netstat;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.TcpCounter;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Resets that the network namespace has sent and that no close of a connection explains. The kernel
 * sends one when data comes after a close, or for a connection that does not exist. One thread.
 */
final class UnexplainedResets {
  private final Supplier<Map<TcpCounter, Long>> source;
  private Map<TcpCounter, Long> before;
  private long ownCloses;
  private long sent;
  private long onData;
  private long onClose;
  private long overflows;
  private long own;

  UnexplainedResets() {
    this(new Netstat()::readAll);
  }

  /**
   * @param source reads the namespace's counters
   */
  UnexplainedResets(Supplier<Map<TcpCounter, Long>> source) {
    this.source = source;
  }

  /** Takes a close of this JVM, which may have sent a reset. */
  void closed(Close close) {
    boolean ours = close.how == How.RST && close.initiator == Initiator.LOCAL;
    ownCloses += ours || close.how == How.FIN_THEN_OUR_RST ? 1 : 0;
  }

  /**
   * Adds what the counters have grown by since the last time.
   *
   * @param counters as the check has just read them; null when it has not, so that they are read
   *     now
   */
  void take(Map<TcpCounter, Long> counters) {
    Map<TcpCounter, Long> now = counters == null ? source.get() : counters;
    if (before != null) {
      sent += TcpCounter.RESETS_SENT.growth(before, now);
      onData += TcpCounter.ABORT_ON_DATA.growth(before, now);
      onClose += TcpCounter.ABORT_ON_CLOSE.growth(before, now);
      overflows += TcpCounter.TIME_WAIT_OVERFLOW.growth(before, now);
      own += ownCloses;
    }
    ownCloses = 0;
    before = now;
  }

  /** Begins to count anew from what was last taken. */
  void clear() {
    sent = 0;
    onData = 0;
    onClose = 0;
    overflows = 0;
    own = 0;
  }

  /** Resets that no close of this JVM, nor unread data of another process, explains. */
  long beyondOwn() {
    return Math.max(0, sent - Math.max(onClose, own));
  }

  /**
   * Resets that no close of any process explains. Those are left out, too, that answered data which
   * came before our FIN was acknowledged, because the kernel counts them like a close with
   * SO_LINGER 0.
   */
  long beyondAll() {
    return Math.max(0, sent - onData - onClose);
  }

  /** Whether connections have skipped TIME_WAIT because its table was full. */
  boolean hasOverflown() {
    return overflows > 0;
  }
}
