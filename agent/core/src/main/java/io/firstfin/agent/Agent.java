package io.firstfin.agent;

import io.firstfin.bootstrap.SocketHooks;
import io.firstfin.instrument.ServiceUseWatch;
import io.firstfin.instrument.SocketTransformer;
import io.firstfin.kernel.Libc;
import io.firstfin.log.AgentLog;
import io.firstfin.options.Options;
import io.firstfin.options.OptionsParser;
import io.firstfin.options.ParsedOptions;
import io.firstfin.platform.JavaPlatform;
import io.firstfin.record.CallSites;
import io.firstfin.record.FrameKinds;
import io.firstfin.record.RecordRing;
import io.firstfin.record.Recorder;
import io.firstfin.registry.RegistryJoin;
import io.firstfin.thread.AgentThread;
import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** One life of the agent in a JVM, from start to stop. */
final class Agent {
  /**
   * Records that wait for the agent's thread, which is woken at an eighth: 0.4 s of 40,000 a
   * second.
   */
  private static final int RING = 16_384;

  /** Longer than an output waits for the application's registries and a receiver together. */
  private static final long END_SECONDS = 10;

  private final JavaPlatform platform;
  private final Instrumentation instrumentation;
  private final String jar;
  private final Map<String, ClassLoader> delegates;
  private final boolean late;
  private final ParsedOptions parsed;
  private final long pid = ProcessId.own();

  private Recorder recorder;
  private SocketTransformer transformer;
  private ServiceUseWatch services;
  private RegistryJoin registries;
  private Watch watch;
  private AgentThread thread;

  /** {@code platform} has been prepared by {@link HookClasses}. */
  Agent(
      JavaPlatform platform,
      Instrumentation instrumentation,
      String jar,
      Map<String, ClassLoader> delegates,
      String arguments,
      boolean late) {
    this.platform = platform;
    this.instrumentation = instrumentation;
    this.jar = jar;
    this.delegates = delegates;
    this.late = late;
    this.parsed = OptionsParser.parse(arguments, systemProperties(), environment());
  }

  void start() {
    Options options = parsed.options;
    AgentLog log = AgentLog.of(options.log);
    for (int i = 0; i < parsed.problems.size(); i++) {
      String problem = parsed.problems.get(i);
      log.warnOnce(problem, problem, parsed.problemsWithoutValues.get(i));
    }
    CallSites sites = new CallSites(new FrameKinds(options.appPackages));
    RecordRing ring = new RecordRing(RING);
    recorder = new Recorder(ring, platform.callSiteReader(sites, options.stackDepth));
    transformer = new SocketTransformer(instrumentation);
    Jna jna = new Jna(platform, jar, delegates);
    watch = new Watch(options, log, sites, ring, recorder, transformer, jna, pid, late);
    if (options.registry) {
      registries = new RegistryJoin(instrumentation, watch::begin);
      watch.shows(registries);
    }
    transformer.whenSocketsAreUsed(watch);
    services = new ServiceUseWatch(instrumentation, watch);
    thread = new AgentThread(watch, "firstfin");
    ring.wake(thread);
    SocketHooks.connect(recorder);
    transformer.install();
    services.install();
    if (registries != null) {
      registries.install();
    }
    thread.start();
    ReportProperties.install(watch);
    log.info(describe());
  }

  /** Ends it all; the answer says for people what has not ended. */
  String stop() throws ReflectiveOperationException {
    ReportProperties.uninstall();
    services.uninstall();
    transformer.uninstall();
    SocketHooks.connect(null);
    if (registries != null) {
      registries.uninstall();
    }
    watch.stop();
    try {
      AgentThread.awaitEnd(TimeUnit.SECONDS.toMillis(END_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!thread.isAlive() && recorder.releaseLibc()) {
      Libc.unload();
    }
    String done = "detached: the classes are as they were";
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

  /** A fresh report. */
  String reportJson() {
    return watch.freshReport();
  }

  String describe() {
    return "watching process "
        + pid
        + (late ? ", attached late" : "")
        + "; report: java -jar "
        + jar
        + " report "
        + pid;
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
