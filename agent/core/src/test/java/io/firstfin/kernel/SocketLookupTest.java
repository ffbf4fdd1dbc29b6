package io.firstfin.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.vocabulary.TcpState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asks this machine's kernel, but only about sockets of its own listener's port. */
class SocketLookupTest {
  private record Found(int localPort, int remotePort, long cookie, TcpState state) {}

  private static final int CONNECTIONS = 1_000;
  private static final int ROUNDS = 10;

  private final List<AutoCloseable> open = new ArrayList<>();
  private SocketLookup lookup;
  private InetAddress host;
  private ServerSocket server;

  @BeforeEach
  void openLookup() {
    Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux"));
    try {
      lookup = keep(new SocketLookup());
    } catch (KernelException e) {
      Assumptions.abort(e.getMessage());
    }
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void eachStateIsFoundUnderItsPairAndCookie(String address) throws Exception {
    listen(address);
    Socket client = connect();
    Socket accepted = keep(server.accept());
    client.close();
    assertEquals(-1, accepted.getInputStream().read());
    connect().shutdownOutput();
    assertEquals(-1, keep(server.accept()).getInputStream().read());

    List<Found> sockets = settledSockets();
    assertEquals(4, sockets.size(), sockets.toString());
    check(sockets, 1);
  }

  @Test
  void ofTwentyThousandLookUpsNoneIsWrong() throws Exception {
    listen("127.0.0.1");
    for (int i = 0; i < CONNECTIONS; i++) {
      Socket client = connect();
      try (Socket accepted = server.accept()) {
        client.close();
        assertEquals(-1, accepted.getInputStream().read());
      }
    }

    List<Found> sockets = settledSockets();
    assertEquals(CONNECTIONS, sockets.size());
    check(sockets, ROUNDS);
  }

  /** Asks for each socket, and then with the same address pair for another cookie. */
  private void check(List<Found> sockets, int rounds) throws KernelException {
    for (int round = 0; round < rounds; round++) {
      lookup.clear();
      for (Found socket : sockets) {
        lookup.add(host, socket.localPort(), host, socket.remotePort(), socket.cookie());
        lookup.add(host, socket.localPort(), host, socket.remotePort(), ~socket.cookie());
      }
      lookup.ask();
      assertEquals(2 * sockets.size(), lookup.size());
      for (int i = 0; i < sockets.size(); i++) {
        assertEquals(sockets.get(i).state().number(), lookup.state(2 * i));
        assertEquals(SocketStates.GONE, lookup.state(2 * i + 1));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void aListenerIsNoConnectionFromAnyPort(String address) throws Exception {
    listen(address);
    int freePort;
    try (ServerSocket other = new ServerSocket(0)) {
      freePort = other.getLocalPort();
    }

    int any = lookup.add(host, server.getLocalPort(), host, freePort, 0);
    lookup.ask();

    assertEquals(SocketStates.GONE, lookup.state(any));
  }

  @Test
  void whatIsNotAskedIsUnanswered() {
    assertEquals(
        SocketStates.UNANSWERED,
        lookup.state(
            lookup.add(
                InetAddress.getLoopbackAddress(), 1, InetAddress.getLoopbackAddress(), 2, 3)));
  }

  @Test
  void nothingToAskIsNoFailure() throws KernelException {
    lookup.ask();

    assertEquals(0, lookup.size());
  }

  private void listen(String address) throws Exception {
    host = InetAddress.getByName(address);
    server = keep(new ServerSocket());
    try {
      server.bind(new InetSocketAddress(host, 0));
    } catch (IOException e) {
      Assumptions.abort(address + " is not available here: " + e.getMessage());
    }
  }

  private Socket connect() throws Exception {
    return keep(new Socket(host, server.getLocalPort()));
  }

  private <T extends AutoCloseable> T keep(T closeable) {
    open.add(closeable);
    return closeable;
  }

  /** The sockets after the last FIN is acknowledged; from then on no state changes by itself. */
  private List<Found> settledSockets() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    List<Found> sockets = sockets();
    while (sockets.stream().anyMatch(socket -> socket.state() == TcpState.FIN_WAIT_1)) {
      assertTrue(System.nanoTime() < deadline, sockets.toString());
      Thread.sleep(5);
      sockets = sockets();
    }
    return sockets;
  }

  /** The sockets of a dump that have both ports. */
  private List<Found> sockets() throws KernelException {
    int port = server.getLocalPort();
    List<Found> found = new ArrayList<>();
    try (SockDiagReader reader = new SockDiagReader()) {
      reader.read(
          SocketTableReader.ALL_STATES,
          socket -> {
            if (socket.state() != TcpState.LISTEN
                && (socket.localPort() == port || socket.remotePort() == port)) {
              found.add(
                  new Found(
                      socket.localPort(), socket.remotePort(), socket.cookie(), socket.state()));
            }
          });
    }
    return found;
  }
}
