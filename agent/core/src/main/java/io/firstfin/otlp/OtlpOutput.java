package io.firstfin.otlp;

import io.firstfin.log.AgentLog;
import io.firstfin.meters.Meters;
import io.firstfin.output.MicrometerLogging;
import io.firstfin.output.Output;
import io.firstfin.record.AgentThread;
import io.firstfin.report.Report;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import java.net.URI;

/**
 * Sends the meters to an OTLP/HTTP receiver, from a thread of its own. A report that comes while
 * they are read is in some of them already and in the rest at the next sending.
 */
public final class OtlpOutput implements Output {
  private final Meters meters = new Meters();
  private final Collector collector;
  private final OtlpMeterRegistry registry;

  private OtlpOutput(OtlpSettings settings, AgentLog log) {
    MicrometerLogging.silence();
    // Micrometer reads them at each sending, and would fail each time without a word.
    settings.headers();
    collector = new Collector(new CollectorConnection(settings.receiver()), settings, log);
    registry =
        OtlpMeterRegistry.builder(settings)
            .threadFactory(task -> new AgentThread(task, "firstfin-otlp"))
            .metricsSender(collector)
            .build();
    meters.bindTo(registry);
  }

  /**
   * Begins to send.
   *
   * @param receiver without a path it means {@code /v1/metrics} there
   * @param intervalMillis time between two sendings unless OTEL_METRIC_EXPORT_INTERVAL says another
   */
  public static OtlpOutput open(URI receiver, long intervalMillis, AgentLog log) {
    return new OtlpOutput(
        new OtlpSettings(receiver, intervalMillis, System.getenv("OTEL_METRIC_EXPORT_INTERVAL")),
        log);
  }

  @Override
  public void update(Report report) {
    meters.accept(report);
  }

  /** Every report is sent. */
  @Override
  public boolean takeWanted() {
    return true;
  }

  /** Sends once more, unless the receiver is slow or does not answer. */
  @Override
  public void close() {
    collector.hurry();
    registry.close();
    collector.close();
  }
}
