package io.firstfin.agent;

import io.firstfin.log.AgentLog;
import io.firstfin.output.ReportSource;
import io.firstfin.text.Reason;
import io.firstfin.thread.AgentThread;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes the last report to a file when the JVM ends: after main, by {@code System.exit}, or by
 * SIGTERM. The JVM runs this beside the application's own shutdown hooks, so that what these close
 * may be missing. It waits a bounded time for the report and the file.
 */
final class ExitReport {
  private static final long MOST_MILLIS = 5_000;

  private final ReportSource reports;
  private final String file;
  private final AgentLog log;
  private final Thread hook;

  ExitReport(ReportSource reports, String file, AgentLog log) {
    this.reports = reports;
    this.file = file;
    this.log = log;
    hook = new Thread(null, () -> write(MOST_MILLIS), "firstfin-exit");
    hook.setContextClassLoader(null);
  }

  void install() {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM ends already.
    } catch (SecurityException e) {
      log(e);
    }
  }

  void uninstall() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException | SecurityException e) {
      // The JVM ends, or the hook was never added.
    }
  }

  /**
   * Returns once the report is written, or after this time. A thread of its own does the work,
   * because a file system can block for ever.
   */
  void write(long mostMillis) {
    AgentThread writer = new AgentThread(this::writeNow, "firstfin-exit-report");
    writer.start();
    try {
      writer.join(mostMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (writer.isAlive()) {
      log(new IOException("not done within " + mostMillis + " ms; the JVM ends without it"));
    }
  }

  private void writeNow() {
    try {
      byte[] report = reports.freshReport().getBytes(StandardCharsets.UTF_8);
      Path target = Paths.get(file).toAbsolutePath();
      // Renamed, so that a reader never finds half a report.
      Path part = target.resolveSibling(target.getFileName() + ".part");
      Files.deleteIfExists(part);
      try {
        Files.write(part, report, StandardOpenOption.CREATE_NEW);
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (Exception | LinkageError e) {
      log(e);
    }
  }

  private void log(Throwable e) {
    String problem = "report.at-exit: no report in " + file + ": " + Reason.of(e);
    log.warnOnce("report.at-exit", problem, "report.at-exit failed; the agent's log says why");
  }
}
