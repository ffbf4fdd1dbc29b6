package io.firstfin.otlp;

import io.firstfin.log.AgentLog;
import io.firstfin.meters.Meters;
import io.firstfin.output.MicrometerLogging;
import io.firstfin.output.Output;
import io.firstfin.report.Report;
import io.firstfin.thread.AgentThread;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Sends the meters to an OTLP/HTTP receiver, from a thread of its own. When a report comes while
 * the meters are read, some of them already show it, and the others show it in the next request.
 */
public final class OtlpOutput implements Output {
  private static final String THREAD = "firstfin-otlp";
  private static final long LAST_MILLIS = 1_000;

  private final Meters meters = new Meters();
  private final Collector collector;
  private final OtlpMeterRegistry registry;
  private final AgentLog log;

  private OtlpOutput(OtlpSettings settings, AgentLog log) {
    this.log = log;
    MicrometerLogging.silence();
    CollectorConnection connection =
        new CollectorConnection(settings.receiver(), settings.timeoutMillis());
    collector = new Collector(connection, settings, log);
    registry =
        OtlpMeterRegistry.builder(settings)
            .threadFactory(task -> new AgentThread(task, THREAD))
            .metricsSender(collector)
            .build();
    meters.bindTo(registry);
  }

  /**
   * Begins to send.
   *
   * @param receiver without a path, {@code /v1/metrics} is added
   * @param intervalMillis time between two requests unless OTEL_METRIC_EXPORT_INTERVAL gives
   *     another
   * @param pid of this process, -1 when it is not known
   * @param environment the variables of OpenTelemetry's specification
   */
  public static OtlpOutput open(
      URI receiver, long intervalMillis, long pid, Map<String, String> environment, AgentLog log) {
    OtelVariables variables = new OtelVariables(environment, log);
    return new OtlpOutput(new OtlpSettings(receiver, intervalMillis, pid, variables), log);
  }

  @Override
  public void update(Report report) {
    meters.accept(report);
  }

  /** The next check must read the kernel's tables, because every report is sent. */
  @Override
  public boolean takeWanted() {
    return true;
  }

  /** Sends once more; it waits for the receiver at most a second. */
  @Override
  public void close() {
    AgentThread last = new AgentThread(this::sendLast, THREAD);
    last.start();
    try {
      TimeUnit.MILLISECONDS.timedJoin(last, LAST_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    collector.end();
  }

  private void sendLast() {
    try {
      registry.close();
      collector.close();
    } catch (RuntimeException | LinkageError e) {
      log.warnOnce("otlp last", "otlp: the last meters are not sent: " + e);
    }
  }
}
