package io.firstfin.kernel;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.vocabulary.TcpState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads this machine's tables, but compares only sockets of its own listener's port. */
class LiveReadersTest {
  private final List<AutoCloseable> open = new ArrayList<>();
  private int port;

  @BeforeEach
  void linuxOnly() {
    Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux"));
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
  }

  /** Listens on a port that no other socket has, for example one that an earlier test has left. */
  private ServerSocket listen(String host) throws Exception {
    for (int attempt = 0; attempt < 20; attempt++) {
      ServerSocket server = keep(new ServerSocket());
      try {
        server.bind(new InetSocketAddress(InetAddress.getByName(host), 0));
      } catch (IOException e) {
        Assumptions.abort(host + " is not available here: " + e.getMessage());
      }
      port = server.getLocalPort();
      if (own(new ProcfsReader()).size() == 1) {
        return server;
      }
      server.close();
    }
    return Assumptions.abort("every port here has other sockets");
  }

  /** Opens one connection in each state in which a close can leave it, on the given host. */
  private void openSockets(String host) throws Exception {
    ServerSocket server = listen(host);

    Socket client = connect(server, host);
    Socket accepted = keep(server.accept());
    client.close();
    assertEquals(-1, accepted.getInputStream().read());
    accepted.close();
    await(entry -> entry.state() == TcpState.TIME_WAIT);

    client = connect(server, host);
    keep(server.accept());
    client.close();
    await(entry -> entry.state() == TcpState.CLOSE_WAIT && entry.receiveQueue() == 1);

    client = connect(server, host);
    keep(server.accept());
    client.getOutputStream().write(new byte[41]);
    client.close();
    await(entry -> entry.state() == TcpState.CLOSE_WAIT && entry.receiveQueue() == 42);

    client = connect(server, host);
    keep(server.accept());
    client.shutdownOutput();
    await(entry -> entry.state() == TcpState.FIN_WAIT_2 && entry.inode() > 0);

    client = connect(server, host);
    keep(server.accept());
    await(entry -> entry.state() == TcpState.ESTABLISHED);
    awaitAll(entries -> entries.stream().noneMatch(entry -> entry.state() == TcpState.FIN_WAIT_1));
  }

  private Socket connect(ServerSocket server, String host) throws IOException {
    return keep(new Socket(InetAddress.getByName(host), server.getLocalPort()));
  }

  private <T extends AutoCloseable> T keep(T closeable) {
    open.add(closeable);
    return closeable;
  }

  private void await(Predicate<Entry> condition) throws Exception {
    awaitAll(entries -> entries.stream().anyMatch(condition));
  }

  private void awaitAll(Predicate<List<Entry>> condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.test(own(new ProcfsReader()))) {
      assertTrue(System.nanoTime() < deadline, () -> "state not reached on port " + port);
      Thread.sleep(5);
    }
  }

  private List<Entry> own(SocketTableReader reader) throws KernelException {
    List<Entry> entries = new ArrayList<>();
    try (reader) {
      reader.read(
          SocketTableReader.ALL_STATES,
          socket -> {
            if (socket.localPort() == port || socket.remotePort() == port) {
              entries.add(Entry.of(socket));
            }
          });
    }
    return entries;
  }

  private static SockDiagReader sockDiag() {
    try {
      return new SockDiagReader();
    } catch (KernelException e) {
      return Assumptions.abort(e.getMessage());
    }
  }

  private static List<Entry> comparable(List<Entry> entries) {
    return entries.stream()
        .map(Entry::withoutCookie)
        .sorted(Comparator.comparing(Entry::toString))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void bothReadersShowTheSameSockets(String host) throws Exception {
    openSockets(host);
    List<Entry> netlink = own(sockDiag());
    assertEquals(10, netlink.size(), netlink.toString());
    assertEquals(comparable(netlink), comparable(own(new ProcfsReader())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void ssShowsTheSameSockets(String host) throws Exception {
    openSockets(host);
    Set<String> readers = new TreeSet<>();
    for (Entry entry : own(sockDiag())) {
      String remote = entry.state() == TcpState.LISTEN ? "*" : entry.remote();
      readers.add(
          line(entry.state(), Integer.toString(entry.receiveQueue()), entry.local(), remote));
    }
    assertEquals(ss(), readers);
  }

  private static String line(TcpState state, String queue, String local, String remote) {
    return state + " " + queue + " " + local + " " + remote;
  }

  private Set<String> ss() throws Exception {
    Process process;
    try {
      process = new ProcessBuilder("ss", "-tanH").redirectErrorStream(true).start();
    } catch (IOException e) {
      return Assumptions.abort("no ss: " + e.getMessage());
    }
    Set<String> sockets = new TreeSet<>();
    for (String line : new String(process.getInputStream().readAllBytes()).split("\n")) {
      String[] columns = line.trim().split("\\s+");
      String local = plain(columns[3]);
      String remote = plain(columns[4]);
      if (local.endsWith(":" + port) || remote.endsWith(":" + port)) {
        TcpState state = state(columns[0]);
        sockets.add(line(state, columns[1], local, state == TcpState.LISTEN ? "*" : remote));
      }
    }
    assertEquals(0, process.waitFor());
    return sockets;
  }

  /**
   * The plain form of an IPv4 address, because ss writes {@code [::ffff:127.0.0.1]:80} for the IPv4
   * connection of a dual-stack socket.
   */
  private static String plain(String address) {
    return address.replaceFirst("^\\[::ffff:([0-9.]+)]", "$1");
  }

  private static TcpState state(String word) {
    return switch (word) {
      case "ESTAB" -> TcpState.ESTABLISHED;
      case "FIN-WAIT-1" -> TcpState.FIN_WAIT_1;
      case "FIN-WAIT-2" -> TcpState.FIN_WAIT_2;
      default -> TcpState.valueOf(word.replace('-', '_'));
    };
  }

  @Test
  void maskSelectsStates() throws Exception {
    openSockets("127.0.0.1");
    for (SocketTableReader reader : List.of(sockDiag(), new ProcfsReader())) {
      try (reader) {
        Set<TcpState> states = new TreeSet<>();
        reader.read(
            TcpState.CLOSE_WAIT.bit() | TcpState.LISTEN.bit(),
            socket -> states.add(socket.state()));
        assertEquals(Set.of(TcpState.CLOSE_WAIT, TcpState.LISTEN), states, reader.source());
      }
    }
  }

  @Test
  void cookieIsTheSameFromPassToPass() throws Exception {
    openSockets("127.0.0.1");
    Set<Long> first = new TreeSet<>();
    own(sockDiag()).forEach(entry -> first.add(entry.cookie()));
    Set<Long> second = new TreeSet<>();
    own(sockDiag()).forEach(entry -> second.add(entry.cookie()));
    assertEquals(10, first.size());
    assertEquals(first, second);
  }

  @Test
  void kernelThatRefusesTheLegacyRequestIsAskedByFamily() throws Exception {
    openSockets("127.0.0.1");
    List<Entry> both = own(sockDiag());
    assertEquals(comparable(both), comparable(own(new SockDiagReader(64 * 1024, true))));
  }

  @Test
  void cutDatagramIsAFailureAndNotASmallerTable() throws Exception {
    openSockets("127.0.0.1");
    sockDiag().close();
    try (SockDiagReader reader = new SockDiagReader(512, false)) {
      String text =
          assertThrows(
                  KernelException.class,
                  () -> reader.read(SocketTableReader.ALL_STATES, socket -> {}))
              .getMessage();
      assertTrue(text.endsWith("bytes was cut to 512"), text);
    }
  }

  @Test
  void readerWorksOnAfterAVisitorThrew() throws Exception {
    openSockets("127.0.0.1");
    try (SockDiagReader reader = sockDiag()) {
      assertThrows(
          IllegalStateException.class,
          () ->
              reader.read(
                  SocketTableReader.ALL_STATES,
                  socket -> {
                    throw new IllegalStateException();
                  }));
      assertTrue(reader.read(SocketTableReader.ALL_STATES, socket -> {}).seen >= 10);
    }
  }

  @Test
  void closedReaderRefusesAndMayBeClosedAgain() {
    for (SocketTableReader reader : List.of(sockDiag(), new ProcfsReader())) {
      reader.close();
      assertDoesNotThrow(reader::close);
      assertThrows(
          KernelException.class, () -> reader.read(SocketTableReader.ALL_STATES, socket -> {}));
    }
  }

  @Test
  void everyOptionOpensWhatItNames() throws Exception {
    sockDiag().close();
    for (String option : List.of("sock_diag", "procfs")) {
      try (SocketTableReader reader = SocketTableReaders.open(option).reader) {
        assertEquals(option, reader.source());
      }
    }
    SocketTableReaders.Opened auto = SocketTableReaders.open("auto");
    try (SocketTableReader reader = auto.reader) {
      assertEquals("sock_diag", reader.source());
      assertEquals(null, auto.fallbackReason);
    }
    assertEquals(null, SocketTableReaders.open("off").reader);
    assertThrows(IllegalArgumentException.class, () -> SocketTableReaders.open("netlink"));
  }

  @Test
  void sockstatKnowsItsCounts() {
    Sockstat sockstat = new Sockstat();
    sockstat.read();
    assertTrue(sockstat.inUse() >= 0);
    assertTrue(sockstat.timeWait() >= 0);
  }

  @Test
  void portSettingsKnowTheRange() {
    PortSettings settings = PortSettings.read();
    assertTrue(settings.low > 0 && settings.high >= settings.low);
    assertTrue(settings.reservedPorts >= 0);
  }
}
