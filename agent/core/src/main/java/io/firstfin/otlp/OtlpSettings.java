package io.firstfin.otlp;

import io.micrometer.registry.otlp.OtlpConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * How the meters are exported. Resource attributes, headers and compression come from the
 * environment variables of OpenTelemetry's specification, which Micrometer reads.
 */
final class OtlpSettings implements OtlpConfig {
  private static final String PATH = "/v1/metrics";

  private final URI receiver;
  private final Duration step;

  /** {@code interval} is that of the environment, milliseconds as text, or null. */
  OtlpSettings(URI receiver, long intervalMillis, String interval) {
    this.receiver = withPath(receiver);
    this.step = Duration.ofMillis(interval == null ? intervalMillis : millis(interval));
  }

  URI receiver() {
    return receiver;
  }

  /** For people: without what may be secret, user information and query. */
  String shown() {
    String port = receiver.getPort() < 0 ? "" : ":" + receiver.getPort();
    return receiver.getScheme() + "://" + receiver.getHost() + port + receiver.getRawPath();
  }

  /** Micrometer's own error shows their values. */
  @Override
  public Map<String, String> headers() {
    try {
      return OtlpConfig.super.headers();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "OTEL_EXPORTER_OTLP_HEADERS or OTEL_EXPORTER_OTLP_METRICS_HEADERS is not"
              + " key=value,key=value with values in URL encoding");
    }
  }

  @Override
  public String url() {
    return receiver.toString();
  }

  @Override
  public Duration step() {
    return step;
  }

  /** No system property of the application's is taken for a setting of the agent's. */
  @Override
  public String get(String key) {
    return null;
  }

  private static URI withPath(URI receiver) {
    String path = receiver.getRawPath();
    return path == null || path.isEmpty() || path.equals("/") ? receiver.resolve(PATH) : receiver;
  }

  private static long millis(String text) {
    try {
      long millis = Long.parseLong(text.trim());
      if (millis > 0) {
        return millis;
      }
    } catch (NumberFormatException e) {
      // Told below, as any other value that is no interval.
    }
    throw new IllegalArgumentException(
        "OTEL_METRIC_EXPORT_INTERVAL=" + text + " is not a number of milliseconds above 0");
  }
}
