package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Command;
import io.firstfin.support.Jdk;
import io.firstfin.support.OnTwoJdks;
import java.io.IOException;
import java.util.List;

/** An application fills its heap: when it has room again, so has the agent. */
class FullHeapIT {
  private static final int FULL_MILLIS = 3_000;

  @OnTwoJdks
  void theAgentGoesOnWhenTheHeapHasRoomAgain(Jdk jdk) throws IOException {
    int port = Ports.block();
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .option("-Xmx64m")
            .mayMeetErrors()
            .agent("interval=500ms,http=" + port)
            .start("FillsHeap")) {
      jvm.awaitOut("ready");
      Scrape.of(jvm, port);
      jvm.send(Integer.toString(FULL_MILLIS));
      jvm.awaitOut("free again");

      double before = opened(jvm, port);
      double after = Await.until(60, () -> opened(jvm, port), count -> count > before);
      assertTrue(after > before, () -> "no check after the heap was full: " + jvm);
      assertTrue(Scrape.of(jvm, port).value("firstfin_agent_check_age_seconds") < 30);
      Cli.report(jdk, jvm);

      done(Cli.run(jdk, "detach", Long.toString(jvm.pid())), jvm);
      assertEquals(List.of(), AgentThreads.of(jvm), jvm::toString);
      done(Cli.run(jdk, "attach", Long.toString(jvm.pid()), "http=" + port), jvm);
      Scrape.of(jvm, port);
      Cli.report(jdk, jvm);
    }
  }

  private static double opened(JvmProcess jvm, int port) {
    try {
      return Scrape.of(jvm, port).sum("firstfin_connections_opened_connections_total");
    } catch (AssertionError e) {
      return -1;
    }
  }

  private static void done(Command.Result result, JvmProcess jvm) {
    assertEquals(0, result.status(), () -> result + "\n" + jvm);
  }
}
