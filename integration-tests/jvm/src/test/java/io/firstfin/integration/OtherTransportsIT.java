package io.firstfin.integration;

import static io.firstfin.support.Transport.NETTY_4_1_IO_URING;
import static io.firstfin.support.Transport.NOT_TCP;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.support.Holds;
import io.firstfin.support.Jdk;
import io.firstfin.support.OnEveryJdk;
import io.firstfin.support.TestKeys;
import io.firstfin.support.Transport;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;

/** Connections that are TCP although they do not look like it, and others that are not. */
class OtherTransportsIT {
  private static final int CONNECTIONS = 200;

  @TempDir Path directory;

  @OnEveryJdk
  void tlsConnectionsAreCountedOnce(Jdk jdk) {
    Path store = TestKeys.make(jdk.keytool(), directory.resolve("keys.p12"));
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("")
            .start("TlsCloses", Ports.block(), CONNECTIONS, store, TestKeys.PASSWORD)) {
      jvm.awaitOut("done");
      Report report = Cli.report(jdk, jvm);
      assertEquals(Closes.arrangedBy(jvm), report.closes(), report::toString);
    }
  }

  @OnEveryJdk
  void closesThatWakeABlockedReaderAreCountedOnce(Jdk jdk) {
    try (JvmProcess jvm =
        JvmProcess.on(jdk).agent("").start("BlockedReaders", Ports.block(), CONNECTIONS)) {
      jvm.awaitOut("done");
      Report report = Cli.report(jdk, jvm);
      assertEquals(Closes.arrangedBy(jvm), report.closes(), report::toString);
    }
  }

  @Holds(NETTY_4_1_IO_URING)
  void bothEndsOfIoUringOfNetty41AreCounted(Jdk jdk, Set<Transport> transports) {
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("")
            .classPath(JvmProcess.property("firstfin.programs.classpath.netty41"))
            .start("NettyIncubatorCloses", "127.0.0.1", Ports.block(), CONNECTIONS)) {
      String begun = jvm.awaitOut("");
      Assumptions.assumeTrue(begun.equals("ready"), () -> "no io_uring: " + begun);
      // The agent answers a request for a report when it has begun; then the C library is loaded.
      Cli.report(jdk, jvm);
      jvm.send("");
      jvm.awaitOut("done");
      Report report = Cli.report(jdk, jvm);
      assertEquals(Closes.arrangedBy(jvm), report.closes(), report::toString);
      assertEquals(
          Map.of("client", CONNECTIONS, "server", CONNECTIONS), report.opened(), report::toString);
      assertEquals(0, report.errors(), report::toString);
    }
  }

  @Holds(NOT_TCP)
  void whatIsNoTcpConnectionIsNotCounted(Jdk jdk, Set<Transport> transports) {
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("")
            .start("NotTcp", Ports.block(), 20, directory.resolve("listener"))) {
      jvm.awaitOut("done");
      Report report = Cli.report(jdk, jvm);
      assertEquals(new Closes(), report.closes(), report::toString);
      assertEquals(Map.of("client", 0, "server", 0), report.opened(), report::toString);
      assertEquals(0, report.errors(), report::toString);
    }
  }

  @Holds(NOT_TCP)
  void whatIsNoTcpConnectionOfNettyIsNotCounted(Jdk jdk, Set<Transport> transports) {
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("")
            .classPath(System.getProperty("firstfin.programs.classpath"))
            .start("NettyNotTcp", 10, directory.resolve("listener"))) {
      jvm.awaitOut("done");
      Report report = Cli.report(jdk, jvm);
      assertEquals(new Closes(), report.closes(), report::toString);
      assertEquals(Map.of("client", 0, "server", 0), report.opened(), report::toString);
      assertEquals(0, report.errors(), report::toString);
    }
  }
}
