package io.firstfin.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The agent's report and the kernel's counts after the work, side by side. */
final class Evidence {
  /** More than two of the one-second intervals between the agent's checks in the demo. */
  private static final Duration TWO_LOOKS = Duration.ofMillis(2500);

  private static final Duration FINDING_DEADLINE = Duration.ofSeconds(8);
  private static final int ATTEMPTS = 5;

  private final Console console;
  private final AgentCommand agent;
  private final boolean watched;
  private final List<String> expected;
  private final OutputFiles files;

  /**
   * @param watched whether this process has the agent
   * @param expected ids of the findings that must come; empty where none must
   */
  Evidence(
      Console console,
      AgentCommand agent,
      boolean watched,
      List<String> expected,
      OutputFiles files) {
    this.console = console;
    this.agent = agent;
    this.watched = watched;
    this.expected = expected;
    this.files = files;
  }

  /**
   * Waits until the agent has had the time for its findings; warnings appear on stderr by
   * themselves.
   */
  void awaitAgent() throws InterruptedException {
    if (!watched) {
      return;
    }
    console.part(
        expected.isEmpty()
            ? "The agent checks every second; now it has no reason for a warning"
            : "The agent checks every second and writes its warnings to stderr");
    Progress progress = console.progress(Duration.ofSeconds(5));
    long start = System.nanoTime();
    while (elapsed(start).compareTo(TWO_LOOKS) < 0) {
      progress.show("waiting until it has checked twice");
      Thread.sleep(100);
    }
    try {
      AgentReport report = AgentReport.parse(agent.jsonReport());
      while (!report.hasAll(expected) && elapsed(start).compareTo(FINDING_DEADLINE) < 0) {
        progress.show("waiting for " + String.join(", ", expected));
        Thread.sleep(1000);
        report = AgentReport.parse(agent.jsonReport());
      }
      progress.done("found: " + report);
    } catch (IOException e) {
      progress.done("no report to be had: " + e.getMessage());
    }
  }

  /**
   * Shows the agent's report and the kernel's count of the sockets in {@code state}.
   *
   * @param state {@code TIME_WAIT} or {@code CLOSE_WAIT}
   */
  void show(String state, Integer... ports) throws IOException, InterruptedException {
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
    Witness.Count count = record(state, List.of(ports));
    console.line(
        "   %s on port %s (%s): %d",
        Witness.ssName(state), Words.list(List.of(ports)), count.source(), count.sockets());
  }

  /**
   * Takes the counts and the JSON report of one moment and stores them where the user asked for
   * files. It counts before and after the report, and repeats everything when a socket came or went
   * in between.
   */
  Witness.Count record(String state, Collection<Integer> ports)
      throws IOException, InterruptedException {
    Counted counted = count(ports);
    if (watched && files.json().isPresent()) {
      String json = agent.jsonReport();
      Counted after = count(ports);
      for (int i = 1; i < ATTEMPTS && !after.sockets().equals(counted.sockets()); i++) {
        counted = after;
        json = agent.jsonReport();
        after = count(ports);
      }
      Files.writeString(files.json().get(), json);
    }
    Witness.Count shown = state.equals("TIME_WAIT") ? counted.timeWait() : counted.closeWait();
    if (files.ss().isPresent()) {
      Files.write(files.ss().get(), shown.lines());
    }
    if (files.counts().isPresent()) {
      counted.sockets().write(files.counts().get());
    }
    return shown;
  }

  private record Counted(Witness.Count timeWait, Witness.Count closeWait) {
    SocketCounts sockets() {
      return SocketCounts.of(timeWait, closeWait);
    }
  }

  private static Counted count(Collection<Integer> ports) throws IOException, InterruptedException {
    return new Counted(Witness.count(ports, "TIME_WAIT"), Witness.count(ports, "CLOSE_WAIT"));
  }

  /** Ends with {@code steps}, and with how users watch a service of their own. */
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
