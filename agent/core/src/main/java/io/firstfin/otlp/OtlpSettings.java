package io.firstfin.otlp;

import io.micrometer.registry.otlp.OtlpConfig;
import java.net.URI;
import java.time.Duration;

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
