package io.firstfin.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SockstatTest {
  private static final String IPV4 =
      "sockets: used 57\nTCP: inuse 5 orphan 3 tw 24310 alloc 9 mem 2\nUDP: inuse 1 mem 0\n";
  private static final String IPV6 = "TCP6: inuse 7\nUDP6: inuse 0\n";

  @TempDir Path folder;

  private Sockstat read() {
    Sockstat sockstat = new Sockstat(folder.toString());
    sockstat.read();
    return sockstat;
  }

  @Test
  void addsBothFamilies() throws Exception {
    Files.writeString(folder.resolve("sockstat"), IPV4);
    Files.writeString(folder.resolve("sockstat6"), IPV6);
    Sockstat sockstat = read();
    assertEquals(12, sockstat.inUse());
    assertEquals(24310, sockstat.timeWait());
  }

  @Test
  void whatHasNoConnectionIsBoundedByTheSocketsOfTheNamespaceAndByThoseOfTcp() throws Exception {
    Files.writeString(folder.resolve("sockstat"), "sockets: used 57\nTCP: inuse 5 alloc 90\n");
    assertEquals(52, read().mostUnconnected());
    Files.writeString(folder.resolve("sockstat"), "sockets: used 57\nTCP: inuse 5 alloc 9\n");
    assertEquals(4, read().mostUnconnected());
    Files.writeString(folder.resolve("sockstat"), "sockets: used 57\nTCP: inuse 5 alloc 3\n");
    assertEquals(0, read().mostUnconnected());
    Files.writeString(folder.resolve("sockstat"), "TCP: inuse 5 alloc 9\n");
    assertEquals(-1, read().mostUnconnected());
  }

  @Test
  void hostWithoutIpv6CountsIpv4() throws Exception {
    Files.writeString(folder.resolve("sockstat"), IPV4);
    assertEquals(5, read().inUse());
  }

  @Test
  void missingFileIsUnknown() {
    Sockstat sockstat = read();
    assertEquals(-1, sockstat.inUse());
    assertEquals(-1, sockstat.timeWait());
  }

  @Test
  void textWithoutNumbersIsUnknown() throws Exception {
    Files.writeString(folder.resolve("sockstat"), "TCP: inuse x tw 99999999999\n");
    Sockstat sockstat = read();
    assertEquals(-1, sockstat.inUse());
    assertEquals(-1, sockstat.timeWait());
  }

  @Test
  void laterReadForgetsTheEarlier() throws Exception {
    Files.writeString(folder.resolve("sockstat"), IPV4);
    Sockstat sockstat = read();
    Files.writeString(folder.resolve("sockstat"), "");
    sockstat.read();
    assertEquals(-1, sockstat.timeWait());
  }

  @Test
  void laterReadSeesTheCountsOfThatMoment() throws Exception {
    Files.writeString(folder.resolve("sockstat"), IPV4);
    Files.writeString(folder.resolve("sockstat6"), IPV6);
    Sockstat sockstat = read();
    Files.writeString(folder.resolve("sockstat"), "TCP: inuse 6 orphan 3 tw 1 alloc 9 mem 2\n");
    Files.writeString(folder.resolve("sockstat6"), "TCP6: inuse 9\n");
    sockstat.read();
    assertEquals(15, sockstat.inUse());
    assertEquals(1, sockstat.timeWait());
  }

  @Test
  void fileThatCouldNotBeOpenedIsTriedAgain() throws Exception {
    Sockstat sockstat = read();
    Files.writeString(folder.resolve("sockstat"), IPV4);
    sockstat.read();
    assertEquals(24310, sockstat.timeWait());
  }

  @Test
  void whatWasClosedCanBeReadAgain() throws Exception {
    Files.writeString(folder.resolve("sockstat"), IPV4);
    Sockstat sockstat = read();
    sockstat.close();
    sockstat.read();
    assertEquals(24310, sockstat.timeWait());
  }
}
