package io.firstfin.registry;

import io.firstfin.bootstrap.RegistryHooks;
import io.firstfin.instrument.RegistryTransformer;
import io.firstfin.log.AgentLog;
import io.firstfin.output.Output;
import io.firstfin.output.Readers;
import io.firstfin.report.Report;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Shows the meters in the application's own registries, once in each place that exports them. */
final class RegistryOutput implements Output {
  private static final String NOT_EVERY_METER =
      "a meter registry of the application did not take every meter; the agent's log says why";

  /**
   * How old a registry must be: an application adds it to a composite just after it has made it,
   * and the registry is not complete while its constructor runs.
   */
  private static final long SETTLED_NANOS = 2_000_000_000L;

  /** How long the application may take until the agent logs that it does not answer. */
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private static final long LEAVE_MILLIS = 2_000;

  /** Longer than the usual intervals of exporters; a registry that nobody uses is never found. */
  private static final long SEARCH_NANOS = 600_000_000_000L;

  private final AgentLog log;
  private final SeenRegistries seen;
  private final RegistryTransformer transformer;
  private final long startNanos = System.nanoTime();
  private final Readers readers = new Readers();

  /** The part of {@link #readers} that the code in the application's loader can reach. */
  private final AtomicBoolean read = new AtomicBoolean();

  private final MicrometerCopies copies = new MicrometerCopies(read);
  private Errand errand;
  private long errandNanos;
  private volatile boolean closed;
  private volatile List<String> joined = new ArrayList<String>();

  RegistryOutput(AgentLog log, SeenRegistries seen, RegistryTransformer transformer) {
    this.log = log;
    this.seen = seen;
    this.transformer = transformer;
    List<Class<?>> metrics = transformer.searchLoaded();
    if (!metrics.isEmpty()) {
      errand = Errand.start(() -> seeGlobal(metrics));
    }
  }

  @Override
  public void update(Report report) {
    String problem = transformer.problem();
    if (problem != null) {
      log(problem);
    }
    if (seen.refused() > 0) {
      log("more than " + SeenRegistries.MAX + " meter registries: some go without our meters");
    }
    if (errand != null && errand.isRunning()) {
      if (System.nanoTime() - errandNanos > PATIENCE_NANOS) {
        log("the application's meter registry does not answer: our meters in it do not change");
      }
      return;
    }
    // The list of registries must not outlive the thread, because it would keep them for ever.
    errandNanos = System.nanoTime();
    errand = seen.isEmpty() ? null : Errand.start(() -> show(report));
    if (System.nanoTime() - startNanos > SEARCH_NANOS) {
      RegistryHooks.endSearch();
    }
  }

  @Override
  public boolean takeWanted() {
    if (read.getAndSet(false)) {
      readers.read();
    }
    return readers.present();
  }

  /** Which registries show the meters, in words, for the report. */
  String state() {
    return joined.isEmpty() ? "no registry of the application's yet" : "on: " + joined;
  }

  @Override
  public void close() {
    closed = true;
    boolean ended = errand == null || errand.ends(LEAVE_MILLIS);
    if (!ended || !Errand.start(this::leave).ends(LEAVE_MILLIS)) {
      log("the application's meter registry does not answer: our meters stay in it until it does");
    }
  }

  private void show(Report report) {
    Map<Class<?>, List<Object>> known = MicrometerCopies.byCopy(seen.olderThan(0));
    Map<Class<?>, List<Object>> settled = MicrometerCopies.byCopy(seen.olderThan(SETTLED_NANOS));
    List<String> nowJoined = new ArrayList<String>();
    for (Map.Entry<Class<?>, List<Object>> copy : known.entrySet()) {
      Class<?> meterRegistry = copy.getKey();
      guarded(
          meterRegistry.getClassLoader(),
          () -> {
            ApplicationRegistries registries = copies.of(meterRegistry);
            List<Object> ready = settled.getOrDefault(meterRegistry, Collections.emptyList());
            for (String problem : registries.update(copy.getValue(), ready, report)) {
              log.warnOnce(problem, problem, NOT_EVERY_METER);
            }
            nowJoined.addAll(registries.joined());
          });
    }
    if (!nowJoined.equals(joined)) {
      // So that the first reading in a new registry finds more than the quick count.
      read.set(true);
    }
    joined = nowJoined;
    if (closed) {
      // close() did not wait long enough for this thread, so this thread leaves by itself.
      leave();
    }
  }

  private void leave() {
    for (ApplicationRegistries registries : copies.release()) {
      guarded(registries.getClass().getClassLoader().getParent(), registries::leave);
    }
  }

  private void seeGlobal(List<Class<?>> metrics) {
    for (Class<?> type : metrics) {
      guarded(
          type.getClassLoader(),
          () -> {
            try {
              seen.accept(type.getField("globalRegistry").get(null));
            } catch (ReflectiveOperationException e) {
              log("the application's global meter registry cannot be read: ", e);
            }
          });
    }
  }

  /** Filters and listeners find the class loader that they would find in their application. */
  private void guarded(ClassLoader ofApplication, Runnable work) {
    Thread thread = Thread.currentThread();
    thread.setContextClassLoader(ofApplication);
    try {
      work.run();
    } catch (Throwable e) {
      log("the application's meter registry is not joined: ", e);
    } finally {
      thread.setContextClassLoader(null);
    }
  }

  private void log(String problem) {
    log.warnOnce(problem, problem);
  }

  /** The message of the application's exception may contain what a report must not. */
  private void log(String problem, Throwable e) {
    log.warnOnce(problem + e, problem + e, problem + e.getClass().getName());
  }
}
