package io.firstfin.correlate;

import io.firstfin.record.TcpInfo;
import io.firstfin.record.TlsEngines;
import io.firstfin.vocabulary.Role;

/**
 * Takes the TLS handshake off the exchanges of connections that an SSLEngine has secured. An engine
 * does not know its socket, so that the number of handshakes with one destination, or of this
 * server, is compared with the number of connections. Where it is not clear which of them had TLS,
 * their exchanges are unknown. One thread.
 */
final class EngineTls {
  /** From this share on, in tenths, all connections are taken for ones with TLS. */
  private static final int NEARLY_ALL = 9;

  /** Below this share, in tenths, for ones without. */
  private static final int HARDLY_ANY = 1;

  /**
   * Each version of TLS, new or resumed, has two flights of either side at most, and the side that
   * closes first sends a close_notify. Some ends send a flight in more segments than one.
   */
  private static final int HANDSHAKE_AND_FAREWELL = 3;

  private final TlsEngines engines;
  private long ofServer;

  EngineTls(TlsEngines engines) {
    this.engines = engines;
  }

  /** What {@link TcpInfo} has of a close, without the exchanges of a handshake. */
  long corrected(Close close, long info) {
    int exchanges = TcpInfo.exchanges(info);
    if (exchanges < 0 || TcpInfo.is(info, TcpInfo.TLS)) {
      return info;
    }
    long handshakes;
    long connections;
    if (close.role == Role.SERVER) {
      handshakes = engines.servers();
      connections = ++ofServer;
    } else if (close.role == Role.CLIENT && close.remote != null && engines.hasClients()) {
      handshakes = close.remote.handshakes(engines);
      connections = close.remote.closes + 1;
    } else {
      return info;
    }
    if (handshakes * 10 < connections * HARDLY_ANY) {
      return info;
    }
    if (handshakes * 10 < connections * NEARLY_ALL) {
      return TcpInfo.withTls(info, -1);
    }
    return TcpInfo.withTls(info, Math.max(exchanges - HANDSHAKE_AND_FAREWELL, 1));
  }
}
