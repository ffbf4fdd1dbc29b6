package io.firstfin.correlate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.kernel.SocketAddresses;
import io.firstfin.record.TcpInfo;
import io.firstfin.record.TlsEngines;
import io.firstfin.vocabulary.Role;
import java.net.InetAddress;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineTlsTest {
  private static final int PORT = 8443;

  private final TlsEngines engines = new TlsEngines();
  private final EngineTls tls = new EngineTls(engines);

  /**
   * Of java.net.http (client) and of a server behind it; the numbers are those of real programs.
   */
  @ParameterizedTest
  @CsvSource({"4, 1", "6, 3", "3, 1", "2, 1", "103, 100"})
  void theHandshakeAndTheFarewellAreNoExchanges(int segments, int exchanges) throws Exception {
    handshakes(true, "127.0.0.1", 1);
    handshakes(false, "", 1);

    assertEquals(exchanges, exchanges(Role.CLIENT, remote("127.0.0.1"), segments, 0));
    assertEquals(exchanges, exchanges(Role.SERVER, null, segments, 0));
  }

  @Test
  void aDestinationIsKnownByTheNameThatWasResolved() throws Exception {
    handshakes(true, "API.example.com", 3);
    ConnectionTally remote = remote("10.0.0.5");
    remote.named(InetAddress.getByAddress("api.example.com", new byte[] {10, 0, 0, 5}));

    assertEquals(1, exchanges(Role.CLIENT, remote, 4, 0));
  }

  @Test
  void anotherDestinationHasNoTls() throws Exception {
    handshakes(true, "10.0.0.6", 9);

    assertEquals(4, exchanges(Role.CLIENT, remote("10.0.0.5"), 4, 0));
  }

  @Test
  void whereSomeConnectionsHaveTlsTheExchangesAreUnknown() throws Exception {
    handshakes(true, "10.0.0.5", 50);

    assertEquals(-1, exchanges(Role.CLIENT, remote("10.0.0.5"), 4, 99));
  }

  @Test
  void whereHardlyAnyHaveTlsTheyAreAsTheKernelCounts() throws Exception {
    handshakes(true, "10.0.0.5", 9);

    assertEquals(4, exchanges(Role.CLIENT, remote("10.0.0.5"), 4, 99));
  }

  @Test
  void aServerIsComparedWithAllItsConnections() throws Exception {
    handshakes(false, "", 5);
    long last = 0;
    for (int i = 0; i < 10; i++) {
      last = exchanges(Role.SERVER, null, 4, 0);
    }

    assertEquals(-1, last);
  }

  @Test
  void aHandshakeThatWasSeenIsNotTakenOffTwice() throws Exception {
    handshakes(false, "", 5);
    Close close = new Close();
    close.role = Role.SERVER;

    long info = tls.corrected(close, TcpInfo.withTls(info(4), 4));

    assertEquals(4, TcpInfo.exchanges(info));
  }

  private int exchanges(Role role, ConnectionTally remote, int segments, int closesBefore) {
    Close close = new Close();
    close.role = role;
    close.remote = remote;
    if (remote != null) {
      remote.closes = closesBefore;
    }
    return TcpInfo.exchanges(tls.corrected(close, info(segments)));
  }

  private static long info(int exchanges) {
    return TcpInfo.withTls(0, exchanges) & ~TcpInfo.TLS;
  }

  private static ConnectionTally remote(String address) throws Exception {
    InetAddress at = InetAddress.getByName(address);
    return new ConnectionTally(
        0, Role.CLIENT, SocketAddresses.high(at), SocketAddresses.low(at), PORT, 0);
  }

  private void handshakes(boolean client, String host, int count) throws Exception {
    SSLEngine engine = SSLContext.getDefault().createSSLEngine(host, PORT);
    engine.setUseClientMode(client);
    for (int i = 0; i < count; i++) {
      engines.secured(engine);
    }
  }
}
