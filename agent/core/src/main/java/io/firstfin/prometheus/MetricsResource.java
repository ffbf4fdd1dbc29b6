package io.firstfin.prometheus;

import io.firstfin.http.AcceptHeader;
import io.firstfin.http.HttpAnswer;
import io.firstfin.http.HttpRequest;
import io.firstfin.http.HttpResource;
import io.firstfin.meters.Meters;
import io.firstfin.output.MicrometerLogging;
import io.firstfin.report.Report;
import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * The meters for Prometheus to scrape: in its text format 0.0.4, or in OpenMetrics 1.0 when the
 * client wants that at least as much. There is no protobuf format, because only native histograms
 * need it.
 */
public final class MetricsResource implements HttpResource {
  static {
    MicrometerLogging.silence();
  }

  private static final String OPEN_METRICS = "application/openmetrics-text";
  private static final String OPEN_METRICS_VERSION = "1.0.0";

  private final PrometheusRegistry collectors = new PrometheusRegistry();
  private final ExpositionFormats formats = ExpositionFormats.init();

  /** A strong reference, because the meters do not keep the registry. */
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, collectors, Clock.SYSTEM);

  private final Meters meters = new Meters();
  private volatile Report latest;
  private Report shown;

  public MetricsResource() {
    meters.bindTo(registry);
  }

  @Override
  public String path() {
    return "/metrics";
  }

  @Override
  public void update(Report report) {
    latest = report;
  }

  @Override
  public HttpAnswer get(HttpRequest request) throws IOException {
    Report report = latest;
    if (report == null) {
      return HttpAnswer.refusal(503, "the agent has made no check yet; ask again");
    }
    if (report != shown) {
      // On this thread, so that no scrape mixes two reports.
      meters.accept(report);
      shown = report;
    }
    String accept = request.header("accept");
    ExpositionFormatWriter writer =
        prefersOpenMetrics(new AcceptHeader(accept))
            ? formats.getOpenMetricsTextFormatWriter()
            : formats.getPrometheusTextFormatWriter();
    EscapingScheme escaping = EscapingScheme.fromAcceptHeader(accept);
    ByteArrayOutputStream body = new ByteArrayOutputStream(16_384);
    writer.write(body, collectors.scrape(), escaping);
    return HttpAnswer.ok(writer.getContentType() + escaping.toHeaderFormat(), body.toByteArray());
  }

  /**
   * A client that accepts neither format gets the text format, which helps a person more than a
   * 406.
   */
  private static boolean prefersOpenMetrics(AcceptHeader accept) {
    double openMetrics = accept.weight(OPEN_METRICS, OPEN_METRICS_VERSION);
    double text = accept.weight("text/plain", "0.0.4");
    return openMetrics > text
        || openMetrics == text
            && openMetrics > 0
            && accept.names(OPEN_METRICS, OPEN_METRICS_VERSION);
  }
}
