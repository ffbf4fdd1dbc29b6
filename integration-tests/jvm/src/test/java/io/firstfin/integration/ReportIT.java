package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstfin.support.Jdk;
import io.firstfin.support.OnEveryJdk;

/** The report for programs. */
class ReportIT {
  private static final int CONNECTIONS = 50;

  @OnEveryJdk
  void theReportHasEveryKeyOfTheContract(Jdk jdk) {
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("interval=500ms,warn.time-wait=10")
            .setting("net/ipv4/tcp_tw_reuse", "0")
            .start("CloseFirst", Ports.block(), CONNECTIONS, "go")) {
      jvm.awaitOut("done");
      JsonNode report = Await.until(15, () -> Cli.report(jdk, jvm), ReportIT::isComplete).json();
      Contract.hold(report);
      assertEquals(jvm.pid(), report.path("pid").asLong());
    }
  }

  /** A rate is known only after a while. */
  private static boolean isComplete(Report report) {
    JsonNode json = report.json();
    for (JsonNode destination : json.path("destinations")) {
      if (destination.path("closesPerSecond").isNull()) {
        return false;
      }
    }
    return !json.path("findings").isEmpty() && !json.path("sites").isEmpty();
  }
}
