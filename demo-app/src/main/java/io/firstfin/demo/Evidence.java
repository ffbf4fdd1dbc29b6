package io.firstfin.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What agent and kernel have to say after the work, side by side. */
final class Evidence {
  /** More than two of the one-second intervals at which the demo has the agent look. */
  private static final Duration TWO_LOOKS = Duration.ofMillis(2500);

  private static final Duration WARNING_DEADLINE = Duration.ofSeconds(20);
  private static final int ATTEMPTS = 5;

  private final Console console;
  private final AgentCommand agent;
  private final boolean watched;
  private final Optional<Path> jsonFile;
  private final Optional<Path> ssFile;

  /**
   * @param watched whether this process carries the agent
   */
  Evidence(
      Console console,
      AgentCommand agent,
      boolean watched,
      Optional<Path> jsonFile,
      Optional<Path> ssFile) {
    this.console = console;
    this.agent = agent;
    this.watched = watched;
    this.jsonFile = jsonFile;
    this.ssFile = ssFile;
  }

  /** Gives the agent the time for its warning, which appears on standard error by itself. */
  void awaitAgent(boolean warningExpected) throws InterruptedException {
    if (!watched) {
      return;
    }
    console.part(
        warningExpected
            ? "The agent looks once a second and speaks up by itself, on stderr"
            : "The agent looks once a second; now it has no reason to speak up");
    Progress progress = console.progress(Duration.ofSeconds(5));
    long start = System.nanoTime();
    while (elapsed(start).compareTo(TWO_LOOKS) < 0) {
      progress.show("waiting until it has looked twice");
      Thread.sleep(100);
    }
    try {
      boolean warned = AgentCommand.hasWarning(agent.jsonReport());
      while (warningExpected && !warned && elapsed(start).compareTo(WARNING_DEADLINE) < 0) {
        progress.show("waiting for the warning");
        Thread.sleep(1000);
        warned = AgentCommand.hasWarning(agent.jsonReport());
      }
      progress.done("warning: " + (warned ? "yes" : "no"));
    } catch (IOException e) {
      progress.done("no report to be had: " + e.getMessage());
    }
  }

  /** Shows the agent's report and the kernel's count of the sockets in {@code state}. */
  void show(int port, String state) throws IOException, InterruptedException {
    if (watched) {
      console.part(
          "The report: java -jar " + agent.jar() + " report " + ProcessHandle.current().pid());
      console.line("");
      int status = agent.showReport();
      if (status != 0) {
        console.line("   the report failed with exit status " + status);
      }
    }
    console.part("The kernel, asked without the agent");
    Witness.Count count = record(port, state);
    console.line(
        "   %s on port %d (%s): %d", Witness.ssName(state), port, count.source(), count.sockets());
  }

  /**
   * Takes count and JSON report of one moment and stores them where the user asked for files. The
   * count is taken before and after the report, and all again when a socket came or went between.
   */
  Witness.Count record(int port, String state) throws IOException, InterruptedException {
    Witness.Count count = Witness.count(port, state);
    if (watched && jsonFile.isPresent()) {
      String json = agent.jsonReport();
      Witness.Count after = Witness.count(port, state);
      for (int i = 1; i < ATTEMPTS && after.sockets() != count.sockets(); i++) {
        count = after;
        json = agent.jsonReport();
        after = Witness.count(port, state);
      }
      Files.writeString(jsonFile.get(), json);
    }
    if (ssFile.isPresent()) {
      Files.write(ssFile.get(), count.lines());
    }
    return count;
  }

  /** Ends with {@code steps}, and with how to watch a service of one's own. */
  void tryNext(NextStep... steps) {
    console.part("What to try next");
    for (NextStep step : steps) {
      tell(step);
    }
    String jar = agent.jar().toString();
    tell(
        new NextStep(
            "java -jar " + jar + " attach PID",
            "your own running service; then report PID, top PID and detach PID"));
    tell(
        new NextStep(
            "java -javaagent:" + jar + " -jar your-service.jar",
            "the same from its first connection on"));
  }

  private void tell(NextStep step) {
    console.line("   " + step.command());
    console.line("       " + step.shows());
  }

  private static Duration elapsed(long startNanos) {
    return Duration.of(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS.toChronoUnit());
  }
}
