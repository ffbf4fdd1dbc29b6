package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.firstfin.support.Command;
import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import io.firstfin.support.OnEveryJdk;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How connections ended, by the figures of TCP_INFO: compared with what was arranged and with ss.
 */
class IdleEndsIT {
  private static final int CLOSED_BY_CLIENT = 2;

  @OnEveryJdk
  void idleTimesAndWhatFailedAfterThemAreAsArranged(Jdk jdk) {
    NetworkNamespace.assume();
    int port = Ports.block();
    try (JvmProcess jvm = JvmProcess.on(jdk).agent("log=off").start("IdleEnds", port)) {
      jvm.awaitOut("ready");
      // The agent answers it when it has begun; then the C library is loaded.
      Cli.report(jdk, jvm);
      jvm.send("");
      long[] seenBySs = new long[CLOSED_BY_CLIENT];
      long[] most = new long[CLOSED_BY_CLIENT];
      for (int i = 0; i < CLOSED_BY_CLIENT; i++) {
        jvm.awaitOut("idle " + (port + i));
        seenBySs[i] = lastMillis(jvm, "dport", port + i, "lastrcv");
        long atServer = lastMillis(jvm, "sport", port + i, "lastsnd");
        assertTrue(Math.abs(atServer - seenBySs[i]) < 1000, "ss: both ends had the same exchange");
        jvm.send("");
        String ended = jvm.awaitOut("ended " + (port + i));
        most[i] = Long.parseLong(ended.substring(ended.lastIndexOf(' ') + 1));
      }
      jvm.awaitOut("done");

      Report report =
          Await.until(
              20,
              () -> Cli.report(jdk, jvm),
              r -> !destination(r, "client", port + 4).isMissingNode());
      for (int i = 0; i < CLOSED_BY_CLIENT; i++) {
        for (String role : List.of("client", "server")) {
          JsonNode ending = destination(report, role, port + i).path("endings").path(0);
          String initiator = role.equals("client") ? "local" : "remote";
          assertEquals(initiator, ending.path("initiator").asText(), report::toString);
          assertEquals(1, ending.path("exchanges").path("median").asInt(), report::toString);
          assertEquals(2, ending.path("bytes").path("median").asInt(), report::toString);
          assertIdle(seenBySs[i], most[i], ending.path("idleMillis").path("median").asLong());
        }
      }
      assertFailedReuse("afterFin", report, port + 2);
      assertFailedReuse("reset", report, port + 3);
      assertFailedReuse("unanswered", report, port + 4);
      assertEquals(0, report.errors(), report::toString);
    }
  }

  /** The figures are exact to 2 %. */
  private static void assertIdle(long least, long most, long told) {
    String figures = told + " where ss saw " + least + " and " + most + " is the most";
    assertTrue(told <= most * 1.02, figures);
    assertTrue(told >= least * 0.98, figures);
  }

  private static void assertFailedReuse(String how, Report report, int port) {
    JsonNode failed = destination(report, "client", port).path("failedReuse");
    for (String each : List.of("afterFin", "reset", "unanswered")) {
      assertEquals(each.equals(how) ? 1 : 0, failed.path(each).asInt(), () -> how + "\n" + report);
    }
    String idle = how.equals("afterFin") ? "idleMillisBeforeFin" : "idleMillisBeforeUse";
    // 1,500 ms.
    assertTrue(failed.path(idle).path("median").asLong() >= 1_400, report::toString);
  }

  private static JsonNode destination(Report report, String role, int port) {
    for (JsonNode destination : report.json().path("destinations")) {
      boolean here =
          role.equals("client")
              ? destination.path("remote").asText().equals("127.0.0.1:" + port)
              : destination.path("listeningPort").asInt() == port;
      if (here && destination.path("role").asText().equals(role)) {
        return destination;
      }
    }
    return MissingNode.getInstance();
  }

  private static long lastMillis(JvmProcess jvm, String side, int port, String what) {
    Command.Result ss =
        Command.run(
            NetworkNamespace.wrap(
                List.of("ss", "-tinH", "state", "established", side, "=", ":" + port), jvm.pid()));
    Matcher matcher = Pattern.compile(" " + what + ":(\\d+)").matcher(ss.out());
    assertTrue(matcher.find(), ss::toString);
    return Long.parseLong(matcher.group(1));
  }
}
