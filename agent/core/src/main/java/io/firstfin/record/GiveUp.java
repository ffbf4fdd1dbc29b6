package io.firstfin.record;

/**
 * Whether the kernel may have given a connection up, by what it still tells of one that has ended.
 * If not, only a reset can have ended it. The rules are those of net/ipv4/tcp_timer.c; times are in
 * milliseconds.
 */
final class GiveUp {
  /** TCP_RTO_MIN. */
  private static final long LEAST_TIMEOUT = 200;

  /** TCP_RESOURCE_PROBE_INTERVAL: how long until a timer fires again that could not send. */
  private static final long RESOURCE_INTERVAL = 500;

  /** tcpi_retransmits. */
  int retransmits;

  /** tcpi_probes: keep-alive and window probes without an answer. */
  int probes;

  /** tcpi_rto. */
  long retransmissionTimeout;

  /** Since data or an acknowledgement came last. */
  long quiet;

  /** Whether data had not been sent (tcpi_notsent_bytes). */
  boolean unsent;

  /** Whether data that was sent had not been acknowledged; false where that is not told. */
  boolean inFlight;

  /** Whether the peer's window was shut (tcpi_snd_wnd); true where that is not told. */
  boolean windowShut;

  /** TCP_USER_TIMEOUT; 0 for none. */
  long userTimeout;

  /** TCP_KEEPCNT. */
  int keepAliveProbes;

  /** net.ipv4.tcp_retries2; negative where it is unknown. */
  int retries;

  /** TCP_RTO_MAX_MS (Linux 6.15), or the 120 s of before. */
  long longestTimeout;

  boolean isPossible() {
    return byRetransmission() || byKeepAlive() || byWindowProbe() || byShutWindow();
  }

  /** retransmits_timed_out: it counts from the first retransmission, in time and not in number. */
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

  /** tcp_probe_timer: TCP_USER_TIMEOUT counts there although the peer answers each probe. */
  private boolean byWindowProbe() {
    return unsent && !inFlight && (userTimeout > 0 || probes > 0 && probes >= retries);
  }

  /** tcp_retransmit_timer, where the window was shut over what had been sent: it counts nothing. */
  private boolean byShutWindow() {
    return inFlight && windowShut && (userTimeout > 0 || quiet >= longestTimeout);
  }
}
