package io.firstfin.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.vocabulary.TcpCounter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetstatTest {
  private static final String TEXT =
      "TcpExt: SyncookiesSent TW TWRecycled ListenOverflows ListenDrops TCPTimeWaitOverflow"
          + " TCPAbortOnData TCPAbortOnClose TCPAbortOnMemory TCPAbortOnTimeout\n"
          + "TcpExt: 1 24310 3 4 5 9223372036854775807 7 8 9 0\n"
          + "IpExt: InNoRoutes TW\n"
          + "IpExt: 11 12\n";

  @TempDir Path folder;

  private Map<TcpCounter, Long> read(String text) throws Exception {
    Path file = folder.resolve("netstat");
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    return new Netstat(file.toString(), "TcpExt: ").read();
  }

  @Test
  void eachCounterHasTheValueBelowItsName() throws Exception {
    assertEquals(
        Map.of(
            TcpCounter.TIME_WAIT, 24310L,
            TcpCounter.LISTEN_OVERFLOWS, 4L,
            TcpCounter.LISTEN_DROPS, 5L,
            TcpCounter.TIME_WAIT_OVERFLOW, Long.MAX_VALUE,
            TcpCounter.ABORT_ON_DATA, 7L,
            TcpCounter.ABORT_ON_CLOSE, 8L,
            TcpCounter.ABORT_ON_MEMORY, 9L,
            TcpCounter.ABORT_ON_TIMEOUT, 0L),
        read(TEXT));
  }

  @Test
  void linesOfOtherProtocolsMayComeFirst() throws Exception {
    assertEquals(
        Map.of(TcpCounter.TIME_WAIT, 7L),
        read("MPTcpExt: TW\nMPTcpExt: 1\nTcpExt: TW\nIpExt: TW\nTcpExt: 7\n"));
  }

  @Test
  void aNameThatIsOnlyPartOfACountersIsNone() throws Exception {
    assertEquals(Map.of(), read("TcpExt: T TWX TWRecycled\nTcpExt: 1 2 3\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "TcpExt: ",
        "TcpExt: TW",
        "TcpExt: TW\n",
        "TcpExt: TW\nTcpExt:",
        "TcpExt: TW\nTcpExt: ",
        "TcpExt: TW\nTcpExt: \n",
        "TcpExt: TW\nTcpExt: x\n",
        "TcpExt: TW\nTcpExt: -1\n",
        "TcpExt: TW\nTcpExt: 1x\n",
        "TcpExt: TW\nTcpExt: 9223372036854775808\n",
        "TcpExt: TW\nTcpExt: 99999999999999999999999\n",
        "TcpExt: TW\nTcpExt:  1\n",
        "TcpExt: Other TW\nTcpExt: 1\n",
        "TcpExt:TW\nTcpExt:1\n",
        "tcpext: TW\ntcpext: 1\n"
      })
  void whatIsMissingOrNoNumberIsUnknown(String text) throws Exception {
    assertEquals(Map.of(), read(text));
  }

  @Test
  void whatComesBeforeACutIsKnown() throws Exception {
    assertEquals(
        Map.of(TcpCounter.TIME_WAIT, 24310L), read(TEXT.substring(0, TEXT.indexOf("24310") + 5)));
  }

  @Test
  void aFileThatIsNotThereOrTooLongIsUnknown() throws Exception {
    assertEquals(Map.of(), new Netstat(folder.resolve("absent").toString(), "TcpExt: ").read());
    assertEquals(Map.of(), read(TEXT + "x".repeat(64 * 1024)));
  }

  @Test
  void noTextMakesItFail() throws Exception {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder(TEXT);
      for (int change = 0; change <= random.nextInt(8); change++) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0:
            text.setCharAt(at, (char) random.nextInt(256));
            break;
          case 1:
            text.insert(at, " \n0T".charAt(random.nextInt(4)));
            break;
          default:
            text.delete(at, Math.min(at + random.nextInt(40), text.length()));
        }
      }
      for (long value : read(text.toString()).values()) {
        assertTrue(value >= 0, text::toString);
      }
    }
  }

  @Test
  void theKernelsOwnFilesHaveAll() {
    assertEquals(EnumSet.allOf(TcpCounter.class), new Netstat().readAll().keySet());
  }
}
