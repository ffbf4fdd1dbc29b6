package io.firstfin.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcNetTcpTest {
  private static final String HEADER =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode\n";
  private static final String LISTEN =
      "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0"
          + " 36011 1 0000000000000000 100 0 0 10 0";
  private static final String TIME_WAIT_V6 =
      "   7: 0000000000000000FFFF00000100007F:C99A 0000000000000000FFFF00000100007F:1F90 06"
          + " 00000000:00000000 03:000016E5 00000000     0        0 0 3 0000000000000000";

  @Test
  void portsAndStateAreRead() {
    assertEquals(new ProcNetTcp.Row(8080, 0, "LISTEN", 0), ProcNetTcp.parse(LISTEN));
  }

  @Test
  void timerOfTimeWaitIsInMilliseconds() {
    assertEquals(
        new ProcNetTcp.Row(51610, 8080, "TIME_WAIT", 58_610), ProcNetTcp.parse(TIME_WAIT_V6));
  }

  @Test
  void onlyRowsWithThePortAtEitherEndAreKept() throws Exception {
    String table = HEADER + LISTEN + "\n" + TIME_WAIT_V6 + "\n";
    List<ProcNetTcp.Row> rows = new ArrayList<>();
    ProcNetTcp.addRows(
        new BufferedReader(new StringReader(table)), row -> row.touches(51610), rows);
    assertEquals(List.of(ProcNetTcp.parse(TIME_WAIT_V6)), rows);
  }

  @Test
  void truncatedLineIsRefusedByName() {
    String line = "   0: 0100007F:1F90 00000000:0000 0A";
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> ProcNetTcp.parse(line));
    assertTrue(refusal.getMessage().contains(line), refusal.getMessage());
  }

  @Test
  void lineWithoutNumbersIsRefused() {
    String line = "a b c d e f g h i j";
    assertThrows(IllegalArgumentException.class, () -> ProcNetTcp.parse(line));
  }

  @Test
  void ownConnectionIsFoundAtBothEnds() throws Exception {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (ServerSocket listener = new ServerSocket(0, 1, loopback);
        Socket client = new Socket(loopback, listener.getLocalPort());
        Socket server = listener.accept()) {
      // Another connection may have the client's port towards another destination.
      List<String> ofConnection =
          ProcNetTcp.onPort(client.getLocalPort()).stream()
              .filter(row -> row.touches(listener.getLocalPort()))
              .map(ProcNetTcp.Row::state)
              .toList();
      assertEquals(
          List.of("ESTABLISHED", "ESTABLISHED"), ofConnection, "of the one accepted as " + server);
    }
  }
}
