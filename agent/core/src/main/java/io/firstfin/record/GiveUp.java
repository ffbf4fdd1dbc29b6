package io.firstfin.record;

/**
 * Decides whether the kernel may have given a connection up, by what TCP_INFO still shows after its
 * end. If not, only a reset can have ended it. The rules are those of net/ipv4/tcp_timer.c; times
 * are in milliseconds.
 */
final class GiveUp {
  /** TCP_RTO_MIN. */
  private static final long LEAST_TIMEOUT = 200;

  /** TCP_RESOURCE_PROBE_INTERVAL: the time until a timer that could not send fires again. */
  private static final long RESOURCE_INTERVAL = 500;

  /** tcpi_retransmits. */
  int retransmits;

  /** tcpi_probes: keep-alive and window probes without an answer. */
  int probes;

  /** tcpi_rto. */
  long retransmissionTimeout;

  /** Time since data or an acknowledgement last arrived. */
  long quiet;

  /** Whether data had not been sent (tcpi_notsent_bytes). */
  boolean unsent;

  /** Whether data that was sent had not been acknowledged; false where the kernel does not say. */
  boolean inFlight;

  /** Whether the peer's window was shut (tcpi_snd_wnd); true where the kernel does not say. */
  boolean windowShut;

  /** TCP_USER_TIMEOUT; 0 for none. */
  long userTimeout;

  /** TCP_KEEPCNT. */
  int keepAliveProbes;

  /** net.ipv4.tcp_retries2; negative where it is unknown. */
  int retries;

  /** TCP_RTO_MAX_MS (since Linux 6.15); 120 s in older kernels. */
  long longestTimeout;

  /** Whether it can depend on the socket's options. Otherwise the kernel has not given up. */
  boolean dependsOnOptions() {
    return retransmits > 0 || probes > 0 || unsent && !inFlight || inFlight && windowShut;
  }

  boolean isPossible() {
    return byRetransmission() || byKeepAlive() || byWindowProbe() || byShutWindow();
  }

  /**
   * retransmits_timed_out. It limits the time since the first retransmission, not the number of
   * retransmissions.
   */
  private boolean byRetransmission() {
    // The interval doubles, so that none was longer than the last.
    long longest = (retransmits + 1) * Math.max(retransmissionTimeout, RESOURCE_INTERVAL);
    return retransmits > 0 && longest >= (userTimeout > 0 ? userTimeout : retransmissionLimit());
  }

  /** tcp_model_timeout. */
  private long retransmissionLimit() {
    long limit = 0;
    long interval = LEAST_TIMEOUT;
    for (int i = 0; i <= retries; i++) {
      limit += Math.min(interval, longestTimeout);
      interval = Math.min(2 * interval, longestTimeout);
    }
    return limit;
  }

  /** tcp_keepalive_timer. */
  private boolean byKeepAlive() {
    return probes > 0 && (userTimeout > 0 ? quiet >= userTimeout : probes >= keepAliveProbes);
  }

  /** tcp_probe_timer. TCP_USER_TIMEOUT applies there although the peer answers each probe. */
  private boolean byWindowProbe() {
    return unsent && !inFlight && (userTimeout > 0 || probes > 0 && probes >= retries);
  }

  /**
   * tcp_retransmit_timer, where the peer's window was shut after data had been sent. It counts no
   * retransmissions in that case.
   */
  private boolean byShutWindow() {
    return inFlight && windowShut && (userTimeout > 0 || quiet >= longestTimeout);
  }
}
