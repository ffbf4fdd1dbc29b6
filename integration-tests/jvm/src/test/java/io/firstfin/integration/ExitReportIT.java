package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.firstfin.support.Command;
import io.firstfin.support.Jdk;
import io.firstfin.support.OnEveryJdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The option report.at-exit: a job's last report, which nobody had to ask for in time. */
class ExitReportIT {
  @TempDir Path folder;

  @OnEveryJdk
  void aJobThatEndsLeavesItsReport(Jdk jdk) throws IOException {
    Path file = folder.resolve("job.json");
    try (JvmProcess jvm = start(jdk, file)) {
      awaitWatched(jdk, jvm);
      assertEquals(3, jvm.end(), jvm::toString);
      assertEquals(1, jvm.err().size(), jvm::toString);
    }
    assertIsReport(jdk, file);
  }

  @OnEveryJdk
  void aServiceThatIsTerminatedLeavesItsReport(Jdk jdk) throws Exception {
    Path file = folder.resolve("service.json");
    try (JvmProcess jvm = start(jdk, file)) {
      awaitWatched(jdk, jvm);
      ProcessHandle process = ProcessHandle.of(jvm.pid()).orElseThrow();
      process.destroy();
      process.onExit().get();
    }
    assertIsReport(jdk, file);
  }

  private static JvmProcess start(Jdk jdk, Path file) {
    return JvmProcess.on(jdk)
        .agent("report.at-exit=" + file)
        .start("OneConnection", Ports.block(), 3);
  }

  /** A busy machine can need longer to prepare the first check than the end of a JVM may take. */
  private static void awaitWatched(Jdk jdk, JvmProcess jvm) {
    jvm.awaitOut("done");
    Cli.report(jdk, jvm);
  }

  private static void assertIsReport(Jdk jdk, Path file) throws IOException {
    long closes = 0;
    for (JsonNode close : new ObjectMapper().readTree(file.toFile()).path("closes")) {
      closes += close.path("count").asLong();
    }
    assertEquals(2, closes, Files.readString(file));
    Command.Result text =
        Command.run(
            jdk.java().toString(),
            "-jar",
            JvmProcess.JAR.toString(),
            "report",
            "--from",
            file.toString());
    assertEquals(0, text.status(), text::toString);
    assertTrue(text.out().contains("Which side closed first"), text::toString);
  }
}
