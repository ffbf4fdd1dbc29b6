package io.firstfin.correlate;

import io.firstfin.kernel.Netstat;
import io.firstfin.vocabulary.TcpCounter;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many connections of the network namespace ended without the TIME_WAIT that they should have
 * had: the table was full, or a reset was sent, as happens when data arrives after the close
 * (net/ipv4/tcp_input.c, tcp_rcv_state_process). One thread.
 */
final class SkippedTimeWait implements LongSupplier {
  private final Netstat netstat = new Netstat();

  @Override
  public long getAsLong() {
    Map<TcpCounter, Long> counters = netstat.read();
    return counters.getOrDefault(TcpCounter.TIME_WAIT_OVERFLOW, 0L)
        + counters.getOrDefault(TcpCounter.ABORT_ON_DATA, 0L)
        + counters.getOrDefault(TcpCounter.ABORT_ON_CLOSE, 0L);
  }
}
