package io.firstfin.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.vocabulary.TcpState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcfsParserTest {
  private static final String HEADER = "  sl  local_address rem_address   st tx_queue\n";
  private static final String LINE =
      "   4: 0100007F:1B59 0100007F:A02A 06 00000000:00000000 03:00001750 00000000"
          + "     0        0 0 3 0000000032e693b";

  @TempDir Path folder;

  @BeforeEach
  void littleEndian() throws Exception {
    Captures.datagrams("ipv4.diag");
  }

  private List<Entry> read(String tcp) throws Exception {
    Files.writeString(folder.resolve("tcp"), tcp, StandardCharsets.ISO_8859_1);
    return read();
  }

  private List<Entry> read() throws KernelException {
    List<Entry> entries = new ArrayList<>();
    try (ProcfsReader reader = new ProcfsReader(folder.toString())) {
      reader.read(SocketTableReader.ALL_STATES, socket -> entries.add(Entry.of(socket)));
    }
    return entries;
  }

  private String refusal(String tcp) {
    return assertThrows(KernelException.class, () -> read(tcp)).getMessage();
  }

  @Test
  void textHoldsTheSocketsThatSockDiagShowed() throws Exception {
    Files.write(folder.resolve("tcp"), Captures.resource("tcp"));
    Files.write(folder.resolve("tcp6"), Captures.resource("tcp6"));
    Set<Entry> text = new HashSet<>();
    read().forEach(entry -> text.add(entry.withoutCookie()));
    Set<Entry> netlink = new HashSet<>();
    Captures.entries(
            "both-families.diag", InetDiagParser.TCPDIAG_GETSOCK, SocketTableReader.ALL_STATES)
        .forEach(entry -> netlink.add(entry.withoutCookie()));
    assertEquals(netlink, text);
  }

  @Test
  void whenOnlyListenersAreWantedTheRestOfTheFileIsNotRead() throws Exception {
    String listener = LINE.replace(" 06 ", " 0A ");
    Files.writeString(
        folder.resolve("tcp"), HEADER + listener + "\n" + LINE + "\nnever looked at\n");
    List<Entry> entries = new ArrayList<>();
    try (ProcfsReader reader = new ProcfsReader(folder.toString())) {
      reader.read(TcpState.LISTEN.bit(), socket -> entries.add(Entry.of(socket)));
    }
    assertEquals(1, entries.size());
  }

  @Test
  void stateOutsideTheMaskIsNotVisited() throws Exception {
    Files.writeString(folder.resolve("tcp"), HEADER + LINE + "\n");
    try (ProcfsReader reader = new ProcfsReader(folder.toString())) {
      assertEquals(0, reader.read(TcpState.CLOSE_WAIT.bit(), socket -> {}).seen);
    }
  }

  @Test
  void repeatedLineIsVisitedOnceAndCounted() throws Exception {
    Files.writeString(folder.resolve("tcp"), HEADER + LINE + "\n" + LINE + "\n");
    try (ProcfsReader reader = new ProcfsReader(folder.toString())) {
      ReadStats stats = reader.read(SocketTableReader.ALL_STATES, socket -> {});
      assertEquals(1, stats.seen);
      assertEquals(1, stats.repeated);
    }
  }

  @Test
  void listenersThatShareAPortAreTwoSockets() throws Exception {
    String listener =
        "   0: 00000000:1B59 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 ";
    assertEquals(2, read(HEADER + listener + "4711 1\n" + listener + "4712 1\n").size());
  }

  @Test
  void linesMayEndAfterTheInode() throws Exception {
    assertEquals(1, read(HEADER + LINE.substring(0, LINE.indexOf(" 3 00000")) + "\n").size());
  }

  @Test
  void linesLongerThanOneReadAreJoined() throws Exception {
    StringBuilder text = new StringBuilder(HEADER);
    for (int port = 0; port < 3000; port++) {
      text.append(LINE.replace("A02A", String.format("%04X", port))).append('\n');
    }
    assertEquals(3000, read(text.toString()).size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0100007F:1B59 | 0100007:1B59",
        "0100007F:1B59 | 0100007F1B59",
        "0100007F:1B59 | 0100007G:1B59",
        "0100007F:1B59 | 0100007F0100007F:1B59",
        "0100007F:A02A | 0100007F:A02",
        "0100007F:A02A | 0100007F:A02AA",
        " 06 | 0D",
        " 06 | 00",
        " 06 | 6",
        "00000000:00000000 | 00000000",
        "03:00001750 | 03:0000175",
        "03:00001750 | 0300001750",
        "4: | 4",
        "4: | x:",
      })
  void malformedColumnNamesItsLine(String good, String bad) {
    String broken = LINE.replace(good.trim(), bad);
    String text = refusal(HEADER + LINE + "\n" + broken + "\n");
    assertTrue(text.contains("line 3 is malformed"), text);
  }

  @Test
  void lineThatEndsTooEarlyIsMalformed() {
    int inode = LINE.indexOf(" 0 3 00000");
    for (int length = 0; length <= inode; length++) {
      String cut = LINE.substring(0, length);
      assertTrue(refusal(HEADER + cut + "\n").contains("line 2 is malformed"), cut);
    }
  }

  @Test
  void textThatStopsInsideALineIsMalformed() {
    assertTrue(refusal(HEADER + LINE).contains("line 2 is malformed: cut off"));
  }

  @Test
  void endlessLineIsMalformed() {
    assertTrue(refusal(HEADER + "x".repeat(20_000)).contains("line 2 is malformed: longer than"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nothing\n", "\n"})
  void fileWithoutItsHeaderIsAFailure(String text) {
    assertFalse(refusal(text).isEmpty());
  }

  @Test
  void missingIpv6IsFine() throws Exception {
    assertEquals(1, read(HEADER + LINE + "\n").size());
  }

  @Test
  void missingTablesAreAFailureThatNamesTheFile() {
    String text = assertThrows(KernelException.class, this::read).getMessage();
    assertTrue(text.contains(folder.resolve("tcp").toString()), text);
  }

  @Test
  void emptyIpv6TableIsAFailure() throws Exception {
    Files.writeString(folder.resolve("tcp6"), "");
    assertTrue(refusal(HEADER + LINE + "\n").contains("tcp6 is empty"));
  }

  @Test
  void mutatedTextEndsInSuccessOrKernelException() throws Exception {
    byte[] good = Captures.resource("tcp6");
    Random random = new Random(20_000);
    for (int i = 0; i < 20_000; i++) {
      byte[] text = good.clone();
      for (int n = random.nextInt(6); n >= 0; n--) {
        text[random.nextInt(text.length)] = (byte) random.nextInt(256);
      }
      ProcfsParser parser =
          new ProcfsParser(SocketTableReader.ALL_STATES, Entry::of, new LongSet());
      parser.begin("tcp6");
      try {
        int length = text.length - random.nextInt(200);
        parser.end(length - parser.parse(text, length));
      } catch (KernelException expected) {
        assertFalse(expected.getMessage().isEmpty());
      }
    }
  }
}
