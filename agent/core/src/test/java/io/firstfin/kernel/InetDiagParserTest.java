package io.firstfin.kernel;

import static io.firstfin.kernel.InetDiagParser.SOCK_DIAG_BY_FAMILY;
import static io.firstfin.kernel.InetDiagParser.TCPDIAG_GETSOCK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.vocabulary.TcpState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InetDiagParserTest {
  private static final int ALL = SocketTableReader.ALL_STATES;

  private static Entry only(String local, String remote) throws Exception {
    List<Entry> found = new ArrayList<>();
    for (Entry entry : Captures.entries("both-families.diag", TCPDIAG_GETSOCK, ALL)) {
      if (entry.local().equals(local) && entry.remote().equals(remote)) {
        found.add(entry);
      }
    }
    assertEquals(1, found.size(), local + " " + remote);
    return found.get(0);
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1,7001,41001", "[::1],7002,42001", "127.0.0.1,7003,43001"})
  void closerIsInTimeWaitWithoutOwner(String host, int port, int clientPort) throws Exception {
    Entry entry = only(host + ":" + clientPort, host + ":" + port);
    assertEquals(TcpState.TIME_WAIT, entry.state());
    assertEquals(0, entry.inode());
    assertTrue(entry.cookie() > 0);
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1,7001,41003", "[::1],7002,42003", "127.0.0.1,7003,43003"})
  void orphanInFinWait2HasNoOwner(String host, int port, int clientPort) throws Exception {
    Entry entry = only(host + ":" + clientPort, host + ":" + port);
    assertEquals(TcpState.FIN_WAIT_2, entry.state());
    assertEquals(0, entry.inode());
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1,7001,41006", "[::1],7002,42006", "127.0.0.1,7003,43006"})
  void halfClosedSocketInFinWait2HasOwner(String host, int port, int clientPort) throws Exception {
    Entry entry = only(host + ":" + clientPort, host + ":" + port);
    assertEquals(TcpState.FIN_WAIT_2, entry.state());
    assertTrue(entry.inode() > 0);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,7001,41003,0", "127.0.0.1,7001,41004,1", "127.0.0.1,7001,41005,10",
    "[::1],7002,42003,0", "[::1],7002,42004,1", "[::1],7002,42005,10",
    "127.0.0.1,7003,43003,0", "127.0.0.1,7003,43004,1", "127.0.0.1,7003,43005,10"
  })
  void closeWaitQueueTellsWhatWasNotRead(String host, int port, int clientPort, int queue)
      throws Exception {
    Entry entry = only(host + ":" + port, host + ":" + clientPort);
    assertEquals(TcpState.CLOSE_WAIT, entry.state());
    assertEquals(queue, entry.receiveQueue());
    assertTrue(entry.inode() > 0);
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0:7001,0.0.0.0:0", "[::1]:7002,[::]:0", "[::]:7003,[::]:0"})
  void listenerShowsItsBacklog(String local, String remote) throws Exception {
    Entry entry = only(local, remote);
    assertEquals(TcpState.LISTEN, entry.state());
    assertEquals(1, entry.receiveQueue());
  }

  @ParameterizedTest
  @CsvSource({"10.9.9.1:7001,10.9.9.2:51001", "10.9.9.1:7003,10.9.9.2:51003"})
  void requestSocketIsSynReceived(String local, String remote) throws Exception {
    assertEquals(TcpState.SYN_RECEIVED, only(local, remote).state());
  }

  @Test
  void twoDumpsByFamilyHoldWhatOneDumpOfBothHolds() throws Exception {
    Set<Entry> both = new HashSet<>();
    Captures.entries("both-families.diag", TCPDIAG_GETSOCK, ALL)
        .forEach(entry -> both.add(entry.withoutCookie()));
    Set<Entry> each = new HashSet<>();
    Captures.entries("ipv4.diag", SOCK_DIAG_BY_FAMILY, ALL)
        .forEach(entry -> each.add(entry.withoutCookie()));
    Captures.entries("ipv6.diag", SOCK_DIAG_BY_FAMILY, ALL)
        .forEach(entry -> each.add(entry.withoutCookie()));
    assertEquals(both, each);
  }

  @Test
  void answerToAnUnprivilegedProcessHoldsTheSame() throws Exception {
    Set<Entry> privileged = new HashSet<>();
    Captures.entries("both-families.diag", TCPDIAG_GETSOCK, ALL)
        .forEach(entry -> privileged.add(entry.withoutCookie()));
    Set<Entry> unprivileged = new HashSet<>();
    Captures.entries("unprivileged.diag", TCPDIAG_GETSOCK, ALL)
        .forEach(entry -> unprivileged.add(entry.withoutCookie()));
    assertEquals(privileged, unprivileged);
  }

  @Test
  void dumpOfSeveralDatagramsIsReadToItsEnd() throws Exception {
    List<Entry> entries =
        Captures.entries("many-time-wait.diag", TCPDIAG_GETSOCK, TcpState.TIME_WAIT.bit());
    assertEquals(205, entries.size());
    assertTrue(entries.stream().allMatch(entry -> entry.state() == TcpState.TIME_WAIT));
  }

  @Test
  void socketOutsideTheMaskIsNotVisited() throws Exception {
    List<Entry> entries =
        Captures.entries("both-families.diag", TCPDIAG_GETSOCK, TcpState.CLOSE_WAIT.bit());
    assertEquals(12, entries.size());
    assertTrue(entries.stream().allMatch(entry -> entry.state() == TcpState.CLOSE_WAIT));
  }

  @Test
  void repeatedSocketIsVisitedOnceAndCounted() throws Exception {
    byte[] datagram = Captures.datagrams("many-time-wait.diag").get(0);
    List<Entry> entries = new ArrayList<>();
    InetDiagParser parser =
        new InetDiagParser(
            ALL, socket -> entries.add(Entry.of(socket)), new LongSet(), new DatagramCopy());
    parser.parse(Captures.buffer(datagram), datagram.length, TCPDIAG_GETSOCK, Captures.SEQUENCE);
    int first = entries.size();
    parser.parse(Captures.buffer(datagram), datagram.length, TCPDIAG_GETSOCK, Captures.SEQUENCE);
    assertEquals(first, entries.size());
    assertEquals(first, parser.seen());
    assertEquals(first, parser.repeated());
  }

  @Test
  void interruptedDumpIsReported() throws Exception {
    byte[] datagram = Captures.datagrams("many-time-wait.diag").get(0);
    InetDiagParser parser =
        new InetDiagParser(ALL, socket -> {}, new LongSet(), new DatagramCopy());
    parser.parse(Captures.buffer(datagram), datagram.length, TCPDIAG_GETSOCK, Captures.SEQUENCE);
    assertFalse(parser.interrupted());
    datagram[6] |= 0x10;
    parser.parse(Captures.buffer(datagram), datagram.length, TCPDIAG_GETSOCK, Captures.SEQUENCE);
    assertTrue(parser.interrupted());
  }

  @Test
  void socketsWithoutOwnerAreAnnouncedBeforeTheSocketsOfTheirAnswer() throws Exception {
    byte[] datagram = Captures.datagrams("both-families.diag").get(0);
    List<Long> announced = new ArrayList<>();
    List<Long> withoutOwner = new ArrayList<>();
    SocketVisitor visitor =
        new SocketVisitor() {
          @Override
          public void expect(long cookie) {
            assertEquals(List.of(), withoutOwner);
            announced.add(cookie);
          }

          @Override
          public void visit(KernelSocket socket) {
            if (socket.inode() == 0) {
              withoutOwner.add(socket.cookie());
            }
          }
        };
    new InetDiagParser(ALL, visitor, new LongSet(), new DatagramCopy())
        .parse(Captures.buffer(datagram), datagram.length, TCPDIAG_GETSOCK, Captures.SEQUENCE);

    assertFalse(announced.isEmpty());
    assertEquals(withoutOwner, announced);
  }
}
