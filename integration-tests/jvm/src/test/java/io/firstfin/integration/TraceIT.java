package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstfin.support.Jdk;
import io.firstfin.support.OnTwoJdks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command trace. */
class TraceIT {
  private static final int SECONDS = 10;
  private static final int CONNECTIONS = 50;

  @TempDir Path folder;

  @OnTwoJdks
  void eachCloseIsALineWithWhatTheKernelShows(Jdk jdk) throws Exception {
    int port = Ports.block();
    try (JvmProcess jvm =
            JvmProcess.on(jdk)
                .agent("")
                .setting("net/ipv4/tcp_tw_reuse", "0")
                .start("CloseFirst", port, CONNECTIONS, "wait");
        Listener listener = listen(jvm, jdk, "opened")) {
      jvm.send("close");
      String line = jvm.awaitOut("line ").substring("line ".length());
      jvm.awaitOut("done");

      List<JsonNode> closes = listener.awaitCloses(2 * CONNECTIONS);
      int timeWait = SocketTable.count(SocketTable.State.TIME_WAIT, jvm, p -> p == port);
      assertEquals(CONNECTIONS, timeWait, jvm::toString);
      assertEquals(timeWait, count(closes, "state", "time_wait"), listener::toString);
      assertEquals(timeWait, count(closes, "initiator", "local"), listener::toString);
      assertEquals(timeWait, count(closes, "line", line), listener::toString);
      assertEquals(timeWait, count(closes, "remote", "127.0.0.1:" + port), listener::toString);
      assertEquals(CONNECTIONS, count(closes, "initiator", "remote"), listener::toString);

      jvm.end();
      assertEquals(0, listener.awaitExit(), listener::toString);
    }
  }

  @Test
  void whatIsBeyondTheRateIsCountedExactly() throws Exception {
    int connections = 2_000;
    try (JvmProcess jvm = manyCloses(connections);
        Listener listener = listen(jvm, Jdk.newest(), "ready", "--rate=20", "--first=local")) {
      jvm.send("go");
      jvm.awaitOut("done");

      listener.awaitCloses(connections);
      assertTrue(listener.leftOut() > 0, listener::toString);
    }
  }

  @Test
  void aListenerThatIsKilledLeavesNothingAndADetachEndsOne() throws Exception {
    try (JvmProcess jvm = manyCloses(CONNECTIONS)) {
      try (Listener killed = listen(jvm, Jdk.newest(), "ready")) {
        killed.close();
        assertTrue(
            Await.until(SECONDS, () -> !Listener.isServed(jvm), gone -> gone), jvm::toString);
      }
      try (Listener listener = listen(jvm, Jdk.newest(), "ready")) {
        Cli.run(Jdk.newest(), "detach", Long.toString(jvm.pid()));
        assertEquals(0, listener.awaitExit(), listener::toString);
      }
    }
  }

  private static JvmProcess manyCloses(int connections) {
    return JvmProcess.on(Jdk.newest()).agent("").start("ManyCloses", Ports.block(), connections);
  }

  private Listener listen(JvmProcess jvm, Jdk jdk, String ready, String... filters)
      throws IOException {
    jvm.awaitOut(ready);
    return Listener.to(jvm, jdk, folder, filters);
  }

  private static long count(List<JsonNode> closes, String key, String value) {
    return closes.stream().filter(close -> close.path(key).asText().equals(value)).count();
  }
}
