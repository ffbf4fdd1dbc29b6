package io.firstfin.agent;

import io.firstfin.Version;
import io.firstfin.bootstrap.SocketHooks;
import io.firstfin.correlate.CensusFacts;
import io.firstfin.correlate.Correlator;
import io.firstfin.correlate.PictureMaker;
import io.firstfin.diagnose.ActiveFindings;
import io.firstfin.diagnose.Diagnosed;
import io.firstfin.diagnose.Diagnoses;
import io.firstfin.diagnose.FindingLives;
import io.firstfin.diagnose.Thresholds;
import io.firstfin.diagnose.rule.Rules;
import io.firstfin.instrument.ServiceUseListener;
import io.firstfin.instrument.SocketTransformer;
import io.firstfin.instrument.SocketUseListener;
import io.firstfin.kernel.Netstat;
import io.firstfin.log.AgentLog;
import io.firstfin.log.FindingLog;
import io.firstfin.options.KernelReader;
import io.firstfin.options.Options;
import io.firstfin.output.Outputs;
import io.firstfin.output.ReportSource;
import io.firstfin.picture.AgentHealth;
import io.firstfin.picture.Picture;
import io.firstfin.record.CallSites;
import io.firstfin.record.RecordRing;
import io.firstfin.record.Recorder;
import io.firstfin.registry.RegistryJoin;
import io.firstfin.report.Report;
import io.firstfin.report.ReportJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The agent's own thread: takes the records, looks at the kernel, and has the findings told. */
final class Watch implements Runnable, SocketUseListener, ServiceUseListener, ReportSource {
  private static final long RETRY_NANOS = 1_000_000_000L;
  private static final long URGENT_NANOS = 1_000_000_000L;
  private static final long ANSWER_SECONDS = 10;

  /**
   * What the agent loads initialises java.util.logging: first the application's main has time to
   * choose a log manager, as WildFly's does.
   */
  private static final long MAIN_NANOS = 1_000_000_000L;

  private static final String GRANT =
      "; to let it work add to the security policy: grant codeBase"
          + " \"file:/PATH/TO/firstfin.jar\" { permission java.security.AllPermission; };";

  private final Options options;
  private final AgentLog log;
  private final CallSites sites;
  private final RecordRing ring;
  private final Recorder recorder;
  private final SocketTransformer transformer;
  private final Jna jna;
  private final long pid;
  private final boolean late;

  private final Outputs outputs;
  private final ServiceOutputs services;

  private final Queue<Request> requests = new ConcurrentLinkedQueue<Request>();
  private final long startNanos = System.nanoTime();
  private volatile boolean begun;
  private volatile boolean lookSoon;
  private volatile boolean stopped;
  private volatile Thread self;

  private final List<Request> answering = new ArrayList<Request>();
  private RegistryJoin registries;
  private Correlator correlator;
  private PictureMaker pictures;
  private final Diagnoses diagnoses = new Diagnoses(Rules.ALL);
  private Thresholds thresholds;
  private final FindingLives lives = new FindingLives();
  private boolean warningEnding;
  private FindingLog findingLog;
  private Census census;
  private Map<String, String> hooks = Collections.emptyMap();
  private int hooksTested;
  private final long errorsBefore = SocketHooks.errors();
  private long errors;

  Watch(
      Options options,
      AgentLog log,
      CallSites sites,
      RecordRing ring,
      Recorder recorder,
      SocketTransformer transformer,
      Jna jna,
      long pid,
      boolean late) {
    this.options = options;
    this.log = log;
    this.sites = sites;
    this.ring = ring;
    this.recorder = recorder;
    this.transformer = transformer;
    this.jna = jna;
    this.pid = pid;
    this.late = late;
    this.outputs = new Outputs(log);
    this.services = new ServiceOutputs(options, outputs, recorder, sites, this);
  }

  @Override
  public void socketsAreUsed() {
    begin();
  }

  /** Until this is called the thread sleeps, and nothing is loaded. */
  void begin() {
    if (!begun) {
      begun = true;
      LockSupport.unpark(self);
    }
  }

  /** An output that this service takes is opened by the agent's thread. */
  @Override
  public void serviceIsUsed(Service service) {
    services.use(service);
    LockSupport.unpark(self);
  }

  /** Has the agent's thread look now, with the kernel's tables if an output wants them. */
  void lookSoon() {
    lookSoon = true;
    LockSupport.unpark(self);
  }

  /** The meters are to be shown in the application's registries; before the thread starts. */
  void shows(RegistryJoin join) {
    registries = join;
  }

  void stop() {
    stopped = true;
    LockSupport.unpark(self);
  }

  /** With the kernel's tables read anew. */
  @Override
  public String freshReport() {
    Request asked = new Request();
    requests.add(asked);
    LockSupport.unpark(self);
    try {
      if (!asked.done.await(ANSWER_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "no report within " + ANSWER_SECONDS + " s; the agent's thread is stuck or starved");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the report");
    }
    if (asked.report == null) {
      throw new IllegalStateException("no report: " + asked.failure);
    }
    return ReportJson.write(asked.report);
  }

  @Override
  public void run() {
    self = Thread.currentThread();
    awaitReason();
    if (!stopped && !prepared()) {
      refuseUntilStopped();
      outputs.close();
      return;
    }
    // Whoever reads an output finds something there.
    long next = System.nanoTime() + (isRead() ? 0 : options.intervalMillis * 1_000_000L);
    long lastUrgent = System.nanoTime() - URGENT_NANOS;
    while (!stopped) {
      try {
        services.open();
        correlator.drain();
        long now = System.nanoTime();
        takeRequests();
        boolean asked = !answering.isEmpty();
        boolean urgent = now - lastUrgent >= URGENT_NANOS && correlator.takeUrgent();
        if (asked || urgent || lookSoon || now - next >= 0) {
          lookSoon = false;
          if (urgent) {
            lastUrgent = now;
          }
          if (now - next >= 0) {
            next = now + options.intervalMillis * 1_000_000L;
          }
          look(asked, urgent);
        }
        // The ring wakes this thread before it fills, and so does a connect without a port.
        long pause = next - System.nanoTime();
        LockSupport.parkNanos(
            this, Math.max(1, correlator.isUrgent() ? Math.min(pause, URGENT_NANOS) : pause));
      } catch (Throwable e) {
        fail(e);
        LockSupport.parkNanos(this, RETRY_NANOS);
      }
    }
    outputs.close();
    if (census != null) {
      census.close();
    }
  }

  /** Until there is something to watch, or somebody to show it to. */
  private void awaitReason() {
    long begin = startNanos + (late ? 0 : MAIN_NANOS);
    services.open();
    while (!stopped && !begun && requests.isEmpty()) {
      if (!isRead()) {
        LockSupport.park(this);
      } else if (begin - System.nanoTime() > 0) {
        LockSupport.parkNanos(this, begin - System.nanoTime());
      } else {
        return;
      }
      services.open();
    }
  }

  /** Whether an output is to be there even if the application never uses a socket. */
  private boolean isRead() {
    return options.http != null || options.otlp != null;
  }

  private boolean prepared() {
    try {
      prepare();
      return true;
    } catch (Throwable e) {
      SocketHooks.connect(null);
      fail(e);
      return false;
    }
  }

  /** Nothing is watched: whoever asks for a report is told why. */
  private void refuseUntilStopped() {
    IllegalStateException why =
        new IllegalStateException("the agent could not begin; its log says why");
    while (!stopped) {
      takeRequests();
      for (Request waiting : answering) {
        waiting.fail(why);
      }
      answering.clear();
      LockSupport.parkNanos(this, RETRY_NANOS);
    }
  }

  private void prepare() {
    FirstUse.prepare(transformer.outcomes().keySet());
    correlator = new Correlator(ring, recorder.open(), sites);
    pictures = new PictureMaker(correlator, sites, pid, options.top, startNanos, recorder::opened);
    if (options.kernel != KernelReader.OFF) {
      // Before all that takes time: the first connections end meanwhile.
      pictures.beginCounters(new Netstat().read());
    }
    findingLog = new FindingLog(log.sink(), options.warnRepeatMillis);
    thresholds = new Thresholds(options.warnTimeWait, options.warnCloseWait, options.warnPorts);
    census = Census.open(options.kernel, options.warnCloseWait, recorder, correlator, log, jna);
    ChosenOutputs.open(outputs, options, pid, log);
    if (registries != null) {
      // Last, so that no receiver of the others is waited for before the application has its
      // registries back.
      outputs.open("registry", () -> registries.open(log));
    }
  }

  private void look(boolean asked, boolean urgent) {
    testHooks();
    tellErrors();
    CensusFacts facts = census.take(asked || urgent || outputs.takeWanted() || isDue());
    Picture picture = pictures.make(facts, health(facts));
    Diagnosed diagnosed = diagnoses.run(picture, thresholds);
    for (String problem : diagnosed.problems) {
      log.warnOnce(problem, problem);
    }
    long now = System.nanoTime();
    ActiveFindings active = lives.check(diagnosed, now);
    warningEnding = active.isWarningEnding();
    findingLog.log(active, now);
    Report report = new Report(picture, active.findings, active.ending, thresholds);
    outputs.update(report);
    if (asked) {
      for (Request waiting : answering) {
        waiting.answer(report);
      }
      answering.clear();
    }
  }

  /** Who asks from here on wants a later look than the one that begins now. */
  private void takeRequests() {
    for (Request next = requests.poll(); next != null; next = requests.poll()) {
      answering.add(next);
    }
  }

  /**
   * The gate: whether the cheap counts leave room for a warning, or a verdict waits, or a warning
   * for the looks that can tell that it has ended.
   */
  private boolean isDue() {
    return warningEnding
        || correlator.isUnsettled()
        || census.isDue(
            options.warnTimeWait,
            options.warnCloseWait,
            options.warnPorts,
            late ? Long.MAX_VALUE : recorder.stillOpen());
  }

  private void testHooks() {
    Map<String, String> outcomes = transformer.outcomes();
    if (outcomes.size() == hooksTested) {
      return;
    }
    hooksTested = outcomes.size();
    FirstUse.prepare(outcomes.keySet());
    hooks = SelfTest.run(outcomes, recorder);
    for (Map.Entry<String, String> hook : hooks.entrySet()) {
      if (!hook.getValue().startsWith("on")) {
        log.warnOnce(
            hook.getKey(), "closes of " + hook.getKey() + " are not seen: " + hook.getValue());
      }
    }
  }

  private void tellErrors() {
    if (SocketHooks.errors() > errorsBefore) {
      log.warnOnce(
          "hooks",
          "an event of a socket met an error of the agent's own, the service is not touched: "
              + SocketHooks.firstError()
              + "; agent.errors of the report counts what follows");
    }
  }

  private AgentHealth health(CensusFacts facts) {
    Map<String, String> capabilities = new TreeMap<String, String>();
    for (Map.Entry<String, String> hook : hooks.entrySet()) {
      capabilities.put("hooks." + hook.getKey(), hook.getValue());
    }
    capabilities.putAll(census.capabilities());
    capabilities.put("registry", registries == null ? "off" : registries.state());
    return AgentHealth.builder()
        .version(Version.text())
        .dropped(ring.dropped() + correlator.forgotten())
        .errors(SocketHooks.errors() + errors)
        .corrected(correlator.corrected())
        .hookNanosMedian(pictures.hookNanosMedian())
        .capabilities(capabilities)
        .problems(log.problems())
        .build();
  }

  private void fail(Throwable failure) {
    errors++;
    Throwable e =
        failure instanceof ExceptionInInitializerError && failure.getCause() != null
            ? failure.getCause()
            : failure;
    try {
      String error = "an error of the agent's own, the service is not touched: ";
      String grant = isDenied(e) ? GRANT : "";
      log.warnOnce(e.toString(), error + e + grant, error + e.getClass().getName() + grant);
      for (Request waiting : answering) {
        waiting.fail(e);
      }
      answering.clear();
    } catch (Throwable again) {
      errors++;
    }
  }

  private static boolean isDenied(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SecurityException) {
        return true;
      }
    }
    return false;
  }

  private static final class Request {
    final CountDownLatch done = new CountDownLatch(1);
    volatile Report report;
    volatile Throwable failure;

    void answer(Report answer) {
      report = answer;
      done.countDown();
    }

    void fail(Throwable cause) {
      failure = cause;
      done.countDown();
    }
  }
}
