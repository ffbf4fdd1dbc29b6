package io.firstfin.otlp;

import io.micrometer.registry.otlp.AggregationTemporality;
import io.micrometer.registry.otlp.CompressionMode;
import io.micrometer.registry.otlp.OtlpConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * How the meters are exported. The option alone says where to; the environment variables of
 * OpenTelemetry's specification say the rest. Micrometer's own reading of them is not used: it
 * would stop at the first variable that it cannot read, and it knows fewer values than the
 * specification.
 */
final class OtlpSettings implements OtlpConfig {
  private static final String PATH = "/v1/metrics";
  private static final String EXPORTER = "OTEL_EXPORTER_OTLP_";
  private static final String TEMPORALITY = EXPORTER + "METRICS_TEMPORALITY_PREFERENCE";

  /** The specification's default. */
  private static final long TIMEOUT_MILLIS = 10_000;

  private final URI receiver;
  private final Duration step;
  private final int timeoutMillis;
  private final Map<String, String> resource;
  private final Map<String, String> headers;
  private final CompressionMode compression;

  /**
   * Reads the variables, once.
   *
   * @param intervalMillis unless OTEL_METRIC_EXPORT_INTERVAL gives another
   * @param pid -1 when it is not known
   */
  OtlpSettings(URI receiver, long intervalMillis, long pid, OtelVariables variables) {
    this.receiver = withPath(receiver);
    step = Duration.ofMillis(variables.millis("OTEL_METRIC_EXPORT_INTERVAL", intervalMillis));
    String timeout = variables.firstSet(EXPORTER + "METRICS_TIMEOUT", EXPORTER + "TIMEOUT");
    timeoutMillis = (int) Math.min(variables.millis(timeout, TIMEOUT_MILLIS), Integer.MAX_VALUE);
    resource = OtlpResource.attributes(variables, pid);
    headers = variables.headers(EXPORTER + "HEADERS");
    headers.putAll(variables.headers(EXPORTER + "METRICS_HEADERS"));
    compression = compression(variables);
    tellTemporality(variables);
  }

  URI receiver() {
    return receiver;
  }

  /** The time-out for the connect, and for each wait in the answer. */
  int timeoutMillis() {
    return timeoutMillis;
  }

  /** For people: without the user information and the query, which may be secret. */
  String shown() {
    String port = receiver.getPort() < 0 ? "" : ":" + receiver.getPort();
    return receiver.getScheme() + "://" + receiver.getHost() + port + receiver.getRawPath();
  }

  @Override
  public Map<String, String> resourceAttributes() {
    return resource;
  }

  @Override
  public Map<String, String> headers() {
    return headers;
  }

  @Override
  public CompressionMode compressionMode() {
    return compression;
  }

  /**
   * Cumulative, whatever the user prefers: a difference that is sent only once is lost with an
   * export that fails.
   */
  @Override
  public AggregationTemporality aggregationTemporality() {
    return AggregationTemporality.CUMULATIVE;
  }

  @Override
  public String url() {
    return receiver.toString();
  }

  @Override
  public Duration step() {
    return step;
  }

  /** The agent takes none of the application's system properties for a setting of its own. */
  @Override
  public String get(String key) {
    return null;
  }

  private static URI withPath(URI receiver) {
    String path = receiver.getRawPath();
    return path == null || path.isEmpty() || path.equals("/") ? receiver.resolve(PATH) : receiver;
  }

  private static CompressionMode compression(OtelVariables variables) {
    String name = variables.firstSet(EXPORTER + "METRICS_COMPRESSION", EXPORTER + "COMPRESSION");
    String text = variables.text(name);
    if ("gzip".equalsIgnoreCase(text)) {
      return CompressionMode.GZIP;
    }
    if (text != null && !text.equalsIgnoreCase("none")) {
      variables.refuse(name, "is neither gzip nor none; nothing is compressed");
    }
    return CompressionMode.NONE;
  }

  private static void tellTemporality(OtelVariables variables) {
    String text = variables.text(TEMPORALITY);
    switch (text == null ? "cumulative" : text.toLowerCase(Locale.ROOT)) {
      case "cumulative":
        break;
      case "delta":
      case "lowmemory":
        variables.refuse(
            TEMPORALITY,
            "has no effect: counters stay cumulative, so that an export that fails loses nothing");
        break;
      default:
        variables.refuse(
            TEMPORALITY, "is none of cumulative, delta, lowmemory; counters are cumulative");
    }
  }
}
