package io.firstfin.agent;

import io.firstfin.bootstrap.SocketHooks;
import io.firstfin.instrument.ServiceUseWatch;
import io.firstfin.kernel.Libc;
import io.firstfin.lines.LinesLeft;
import io.firstfin.log.AgentLog;
import io.firstfin.options.Options;
import io.firstfin.options.OptionsParser;
import io.firstfin.options.ParsedOptions;
import io.firstfin.output.Outputs;
import io.firstfin.thread.AgentThread;
import io.firstfin.vocabulary.Role;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** One life of the agent in a JVM, from start to stop. */
final class Agent {
  /** Longer than an output waits, in all, for the application's registries and for a receiver. */
  private static final long END_SECONDS = 10;

  /**
   * How long the application's start waits for the agent's first line, so that it comes before the
   * application's own, and also where that ends at once.
   */
  private static final long FIRST_LINE_MILLIS = 300;

  private final String jar;
  private final Parts parts;
  private final ReportRequests requests;
  private final ServiceUseWatch services;
  private final AgentThread thread;

  /** Null when there is to be none. */
  private final ExitReport exitReport;

  private Agent(Launch launch, Options options, AgentLog log) {
    jar = launch.jar;
    parts = new Parts(launch, options, log);
    requests = new ReportRequests(parts.signals);
    Outputs outputs = new Outputs(log);
    ServiceOutputs serviceOutputs = new ServiceOutputs(parts, outputs, requests);
    services = new ServiceUseWatch(launch.instrumentation, serviceOutputs);
    Watch watch = new Watch(parts, outputs, requests, serviceOutputs, new Health(parts));
    thread = new AgentThread(watch, "firstfin");
    exitReport =
        options.reportAtExit == null ? null : new ExitReport(requests, options.reportAtExit, log);
  }

  /** Starts a life and returns it, running. */
  static Agent start(Launch launch) {
    ParsedOptions parsed = OptionsParser.parse(launch.arguments, systemProperties(), environment());
    AgentLog log = AgentLog.of(parsed.options.log);
    for (int i = 0; i < parsed.problems.size(); i++) {
      String problem = parsed.problems.get(i);
      log.warnOnce(problem, problem, parsed.problemsWithoutValues.get(i));
    }
    Agent agent = new Agent(launch, parsed.options, log);
    try {
      agent.start();
    } catch (RuntimeException | Error e) {
      agent.undo(e);
      throw e;
    }
    return agent;
  }

  /** Takes back what a start has done that failed, so that the next one finds nothing of it. */
  private void undo(Throwable failure) {
    try {
      stop();
    } catch (ReflectiveOperationException | RuntimeException | Error e) {
      failure.addSuppressed(e);
    }
  }

  private void start() {
    parts.transformer.whenSocketsAreUsed(parts.signals);
    parts.ring.wake(thread);
    SocketHooks.connect(parts.recorder);
    parts.transformer.install();
    services.install();
    if (parts.registries != null) {
      parts.registries.install();
    }
    thread.start();
    ReportProperties.install(requests);
    if (exitReport != null) {
      exitReport.install();
    }
    parts.log.info(describe());
    parts.log.settle(FIRST_LINE_MILLIS);
  }

  /** Ends this life; the text that is returned lists for the user what has not ended. */
  String stop() throws ReflectiveOperationException {
    ReportProperties.uninstall();
    if (exitReport != null) {
      exitReport.uninstall();
    }
    services.uninstall();
    parts.transformer.uninstall();
    SocketHooks.connect(null);
    if (parts.registries != null) {
      parts.registries.uninstall();
    }
    parts.traces.end();
    parts.signals.stop();
    try {
      AgentThread.awaitEnd(TimeUnit.SECONDS.toMillis(END_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String done = "detached: the classes are as they were";
    if (!thread.isAlive()) {
      if (parts.recorder.releaseLibc()) {
        Libc.unload();
      } else {
        done += "; JNA stays loaded, because a thread of the service is still in a call of it";
      }
    }
    List<String> running = AgentThread.running();
    return running.isEmpty()
        ? done
        : done
            + "; not ended within "
            + END_SECONDS
            + " s: "
            + String.join(", ", running)
            + ", which end by themselves once what they wait for answers";
  }

  /** Returns a fresh report. */
  String reportJson() {
    return requests.freshReport();
  }

  /**
   * Begins to trace closes, and returns the path of the file that has them.
   *
   * @param filter what the listener wants
   */
  String trace(String filter) throws IOException {
    requests.awaitChecks();
    String path = parts.traces.begin(filter);
    // From now on the thread takes the records twice a second.
    parts.signals.wake();
    return path;
  }

  /**
   * The picture of this moment by line, as {@link LinesLeft} gives it, and {@code activity}: a
   * number that rises whenever a connection is opened or ends. Empty when {@code seen} is that
   * number still, so that a test without connections costs no picture.
   */
  Map<String, Object> linesLeft(long seen) {
    long activity =
        parts.ring.offered()
            + parts.recorder.opened(Role.CLIENT)
            + parts.recorder.opened(Role.SERVER);
    if (activity == seen) {
      return Collections.emptyMap();
    }
    Map<String, Object> lines = LinesLeft.of(requests.freshPicture(), parts.libraries.get());
    lines.put("activity", activity);
    return lines;
  }

  String describe() {
    String watching = "watching process " + parts.pid + (parts.late ? ", attached late" : "");
    return JvmArguments.forbidAttach()
        ? watching + "; no report by command, because this JVM disables the attach mechanism"
        : watching + "; report: java -jar " + jar + " report " + parts.pid;
  }

  private static Properties systemProperties() {
    try {
      return System.getProperties();
    } catch (SecurityException e) {
      return new Properties();
    }
  }

  private static Map<String, String> environment() {
    try {
      return System.getenv();
    } catch (SecurityException e) {
      return Collections.emptyMap();
    }
  }
}
