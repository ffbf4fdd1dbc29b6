package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many sockets in TIME_WAIT of this JVM and as many of another, closed as fast as the machine can:
 * {@value #CONNECTIONS} each, or the number in the environment variable {@code FIRSTFIN_SCALE}. All
 * must be made and counted within the minute that TIME_WAIT lasts.
 */
class OwnershipAtScaleIT {
  private static final String CONNECTIONS = "50000";
  private static final int SCALE =
      Integer.parseInt(System.getenv().getOrDefault("FIRSTFIN_SCALE", CONNECTIONS));

  @ParameterizedTest
  @ValueSource(strings = {"sock_diag", "procfs"})
  void ownSocketsAreTracedToTheirLineAndNoneOfOthersIsClaimed(String reader) {
    NetworkNamespace.assume();
    Jdk jdk = Jdk.newest();
    int port = Ports.block();
    int otherPort = Ports.block();
    try (JvmProcess ours = start(jdk, port, reader);
        JvmProcess theirs = JvmProcess.on(jdk).beside(ours).start("ManyCloses", otherPort, SCALE)) {
      theirs.send("go");
      String otherRate = theirs.awaitOut("done ");
      ours.send("go");
      String line = ours.awaitOut("line ").substring("line ".length());
      String rate = ours.awaitOut("done ");

      SettledTimeWait settled = SettledTimeWait.of(jdk, ours, p -> p == port || p == port + 1);
      Report report = settled.report();
      int others =
          SocketTable.count(
              SocketTable.State.TIME_WAIT, ours, p -> p == otherPort || p == otherPort + 1);
      System.out.printf(
          "%s, %s: %,d of %,d own sockets traced, %,d of others; watched %s, unwatched %s%n",
          jdk,
          reader,
          report.timeWaitAt(line),
          settled.kernel(),
          report.timeWaitOfOthers(),
          rate.substring("done ".length()),
          otherRate.substring("done ".length()));
      assertEquals(reader, report.json().path("kernel").path("source").asText(), report::toString);
      assertEquals(0, report.dropped(), report::toString);
      assertTrue(
          settled.kernel() >= SCALE * 0.99,
          () -> "too slow for TIME_WAIT: left in ss are " + settled.kernel());
      // Not one too many, which would be another JVM's, and not one too few.
      assertEquals(settled.kernel(), report.timeWaitOfThisJvm(), report::toString);
      assertTrue(report.timeWaitAt(line) >= settled.kernel() * 0.999, report::toString);
      // The sockets of others came first, and may vanish during this check.
      assertTrue(report.timeWaitOfOthers() >= others, report::toString);
      assertTrue(report.timeWaitOfOthers() <= SCALE, report::toString);
    }
  }

  private static JvmProcess start(Jdk jdk, int port, String reader) {
    JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("kernel=" + reader)
            .setting("net/ipv4/tcp_tw_reuse", "0")
            .setting("net/ipv4/tcp_max_tw_buckets", Integer.toString(4 * SCALE))
            .start("ManyCloses", port, SCALE);
    // The namespace exists once the program runs in it.
    jvm.awaitOut("ready");
    return jvm;
  }
}
