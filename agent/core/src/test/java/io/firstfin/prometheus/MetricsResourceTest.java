package io.firstfin.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.http.HttpAnswer;
import io.firstfin.http.HttpRequest;
import io.firstfin.meters.ReportBuilder;
import io.firstfin.record.Role;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsResourceTest {
  private final MetricsResource metrics = new MetricsResource();

  @Test
  void beforeTheFirstLookItIsNotThereYet() throws Exception {
    assertEquals(503, get(Map.of()).status);
  }

  @Test
  void theTextFormatIsForWhoAsksForNothing() throws Exception {
    look();
    HttpAnswer answer = get(Map.of());

    assertStartsWith("text/plain; version=0.0.4", answer.contentType);
    assertTrue(
        text(answer).contains("\nfirstfin_connections_opened_connections_total{role=\"client\"} 7"),
        () -> text(answer));
  }

  @Test
  void openMetricsIsForWhoAcceptsIt() throws Exception {
    look();
    HttpAnswer answer =
        get(
            Map.of(
                "accept",
                "application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5"));

    assertStartsWith("application/openmetrics-text; version=1.0.0", answer.contentType);
    assertTrue(text(answer).endsWith("# EOF\n"), () -> text(answer));
  }

  @Test
  void whoPrefersProtobufGetsText() throws Exception {
    look();
    HttpAnswer answer =
        get(
            Map.of(
                "accept",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
                    + "encoding=delimited;q=0.7,text/plain;version=0.0.4;q=0.3"));

    assertStartsWith("text/plain; version=0.0.4", answer.contentType);
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
