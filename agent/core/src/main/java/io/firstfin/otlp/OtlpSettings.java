package io.firstfin.otlp;

import io.micrometer.registry.otlp.AggregationTemporality;
import io.micrometer.registry.otlp.CompressionMode;
import io.micrometer.registry.otlp.OtlpConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * How the meters are exported: where to by the option alone, the rest by the environment variables
 * of OpenTelemetry's specification. Micrometer reads none of them: it would end at the first that
 * it cannot read, and know fewer values than there are.
 */
final class OtlpSettings implements OtlpConfig {
  private static final String PATH = "/v1/metrics";
  private static final String EXPORTER = "OTEL_EXPORTER_OTLP_";
  private static final String TEMPORALITY = EXPORTER + "METRICS_TEMPORALITY_PREFERENCE";

  /** The specification's. */
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
   * @param intervalMillis unless OTEL_METRIC_EXPORT_INTERVAL says another
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

  /** For the connecting, and for each wait in the answer. */
  int timeoutMillis() {
    return timeoutMillis;
  }

  /** For people: without what may be secret, user information and query. */
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

  /** Whatever is preferred: what is sent no more than once is lost with the export that fails. */
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

  /** No system property of the application's is taken for a setting of the agent's. */
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
