package io.firstfin.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.log.AgentLog;
import io.firstfin.output.ReportSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExitReportTest {
  private static final long LONG = 60_000;

  @TempDir Path folder;
  private final AgentLog log = AgentLog.of("off");

  @Test
  void theReportReplacesThatOfAnEarlierRun() throws IOException {
    Path file = Files.writeString(folder.resolve("job.json"), "an older and longer report");
    Files.writeString(folder.resolve("job.json.part"), "of a run that was killed");

    exitReport(() -> "{}", file).write(LONG);

    assertEquals("{}", Files.readString(file));
    assertEquals(List.of(file), files());
    assertEquals(List.of(), log.problems());
  }

  @Test
  void aReportThatDoesNotComeIsNotWaitedFor() throws IOException {
    Path file = Files.writeString(folder.resolve("job.json"), "older");
    CountDownLatch end = new CountDownLatch(1);
    ReportSource stuck =
        () -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          throw new IllegalStateException("stuck");
        };

    exitReport(stuck, file).write(1);

    assertEquals("older", Files.readString(file));
    assertEquals(1, log.problems().size());
    end.countDown();
  }

  @Test
  void aFileThatCannotBeWrittenIsTold() throws IOException {
    exitReport(() -> "{}", folder.resolve("missing/job.json")).write(LONG);

    assertEquals(List.of(), files());
    assertTrue(log.problems().get(0).contains("report.at-exit"), log.problems()::toString);
  }

  @Test
  void itsHookGoesWithTheAgent() {
    ExitReport report = exitReport(() -> "{}", folder.resolve("job.json"));
    report.install();
    report.uninstall();
    report.uninstall();
    assertFalse(Files.exists(folder.resolve("job.json")));
  }

  private ExitReport exitReport(ReportSource reports, Path file) {
    return new ExitReport(reports, file.toString(), log);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
