package io.firstfin.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.http.HttpAnswer;
import io.firstfin.http.HttpRequest;
import io.firstfin.meters.ReportBuilder;
import io.firstfin.vocabulary.Role;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsResourceTest {
  private final MetricsResource metrics = new MetricsResource();

  @Test
  void beforeTheFirstCheckItIsNotThereYet() throws Exception {
    assertEquals(503, get(Map.of()).status);
  }

  @Test
  void aRequestWithoutAnAcceptHeaderGetsTheTextFormat() throws Exception {
    look();
    HttpAnswer answer = get(Map.of());

    assertStartsWith("text/plain; version=0.0.4", answer.contentType);
    assertTrue(
        text(answer).contains("\nfirstfin_connections_opened_connections_total{role=\"client\"} 7"),
        () -> text(answer));
  }

  @Test
  void openMetricsEndsAsItMust() throws Exception {
    look();
    HttpAnswer answer = get(Map.of("accept", "application/openmetrics-text"));

    assertStartsWith("application/openmetrics-text; version=1.0.0", answer.contentType);
    assertTrue(text(answer).endsWith("# EOF\n"), () -> text(answer));
  }

  /** Releases of Prometheus send the first five. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text | application/openmetrics-text; version=0.0.1,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
        "open | application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
        "open | application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
        "open | application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;escaping=allow-utf-8;q=0.7,application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;version=0.0.4;q=0.4,*/*;q=0.2",
        "text | application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.7,text/plain;version=0.0.4;q=0.3",
        "text | */*",
        "text | text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8",
        "text | application/json",
        "text | text/*, application/*",
        "open | application/*",
        "text | text/plain;q=1, application/openmetrics-text;q=0.1",
        "open | text/plain;q=0.1, application/openmetrics-text;q=1",
        "open | text/plain, application/openmetrics-text",
        "text | application/openmetrics-text;q=0",
        "text | application/openmetrics-text;q=0, */*",
        "open | text/plain;q=0, */*;q=0.1",
        "text | application/openmetrics-text;q=0.000, application/*;q=1, text/plain;q=0.001",
        "open | Application/OpenMetrics-Text; Version=\"1.0.0\" ; Q=0.9 , TEXT/PLAIN ; q=0.8",
        "text | application/openmetrics-text;x=\"a,b;q=1\";q=0.1, text/plain;q=0.2",
        "text | application/openmetrics-text;q=2, text/plain;q=0.1",
        "text | application/openmetrics-text;q=NaN",
        "text | ,;=,;q"
      })
  void theFormatIsTheOneThatIsWantedMost(String format, String accept) throws Exception {
    look();

    assertStartsWith(
        format.equals("open") ? "application/openmetrics-text" : "text/plain; version=0.0.4",
        get(Map.of("accept", accept)).contentType);
  }

  @Test
  void seriesStillComeAfterACollection() throws Exception {
    look();
    get(Map.of());
    System.gc();
    metrics.update(new ReportBuilder().finding("close-per-request", "10.0.0.5:6379").build());

    assertTrue(text(get(Map.of())).contains("firstfin_findings{id=\"close-per-request\""));
  }

  private void look() {
    metrics.update(new ReportBuilder().opened(Role.CLIENT, 7).build());
  }

  private HttpAnswer get(Map<String, String> headers) throws Exception {
    return metrics.get(new HttpRequest("GET", "/metrics", headers));
  }

  private static String text(HttpAnswer answer) {
    return new String(answer.body, StandardCharsets.UTF_8);
  }

  private static void assertStartsWith(String prefix, String text) {
    assertTrue(text.startsWith(prefix), text);
  }
}
