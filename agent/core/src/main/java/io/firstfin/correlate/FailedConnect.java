package io.firstfin.correlate;

import io.firstfin.vocabulary.ConnectFailureReason;
import java.net.InetAddress;

/** A connect that failed, or the bind before it. Immutable. */
final class FailedConnect {
  final ConnectFailureReason reason;

  /** The address of the connect; of a bind that failed, the local address. */
  final InetAddress address;

  final int port;

  /** Whether the bind failed, before any connect. */
  final boolean inBind;

  /** Number of the call site. */
  final int site;

  /** Milliseconds since the epoch. */
  final long timeMillis;

  FailedConnect(
      ConnectFailureReason reason,
      InetAddress address,
      int port,
      boolean inBind,
      int site,
      long timeMillis) {
    this.reason = reason;
    this.address = address;
    this.port = port;
    this.inBind = inBind;
    this.site = site;
    this.timeMillis = timeMillis;
  }
}
