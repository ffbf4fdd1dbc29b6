package io.firstfin.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.log.AgentLog;
import io.micrometer.registry.otlp.AggregationTemporality;
import io.micrometer.registry.otlp.CompressionMode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpSettingsTest {
  private static final String EXPORTER = "OTEL_EXPORTER_OTLP_";
  private static final String TEMPORALITY = EXPORTER + "METRICS_TEMPORALITY_PREFERENCE";

  private final Map<String, String> environment = new HashMap<>();
  @TempDir private Path folder;
  private AgentLog log;

  @BeforeEach
  void openLog() {
    log = AgentLog.of(folder.resolve("log").toString());
  }

  @Test
  void eachJvmIsAnInstanceOfItsOwn() {
    String first = settings().resourceAttributes().get("service.instance.id");
    assertEquals(first, UUID.fromString(first).toString());
    assertNotEquals(first, settings().resourceAttributes().get("service.instance.id"));
  }

  @Test
  void theHostAndTheProcessAreNamed() throws IOException {
    Map<String, String> resource = settings().resourceAttributes();
    assertEquals(
        Files.readString(Path.of("/proc/sys/kernel/hostname")).strip(), resource.get("host.name"));
    assertEquals("4242", resource.get("process.pid"));
  }

  @Test
  void aProcessIdThatIsNotKnownIsNotSent() {
    Map<String, String> resource =
        new OtlpSettings(URI.create("http://localhost"), 500, -1, variables()).resourceAttributes();
    assertFalse(resource.containsKey("process.pid"), resource::toString);
  }

  @Test
  void whatTheUserSaysOfTheJvmWins() {
    environment.put(
        "OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=one,host.name=here,process.pid=7");
    assertEquals(
        Map.of("service.instance.id", "one", "host.name", "here", "process.pid", "7"),
        settings().resourceAttributes());
  }

  @Test
  void theServiceNameWinsOverTheAttribute() {
    environment.put("OTEL_RESOURCE_ATTRIBUTES", "service.name=attribute");
    assertEquals("attribute", settings().resourceAttributes().get("service.name"));
    environment.put("OTEL_SERVICE_NAME", "shop");
    assertEquals("shop", settings().resourceAttributes().get("service.name"));
    environment.put("OTEL_SERVICE_NAME", "");
    assertEquals("attribute", settings().resourceAttributes().get("service.name"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=b%20c       | b c",
        "a=b+c         | b+c",
        "a=b%2Cc%3Dd   | b,c=d",
        "a=gr%C3%BCn   | grün",
        "a=grün        | grün",
        " a = b , x=y, | b",
        "a=b,a=c       | c",
        "a=b=c         | b=c",
        "%61=b         | b",
      })
  void attributesAreDecoded(String text, String value) throws IOException {
    environment.put("OTEL_RESOURCE_ATTRIBUTES", text);
    assertEquals(value, settings().resourceAttributes().get("a"));
    assertEquals("", logged());
  }

  @ParameterizedTest
  @CsvSource({
    "x=%zz, not in percent encoding",
    "x=%2, not in percent encoding",
    "x=%FF, not in percent encoding",
    "x, not key=value",
    "=x, not key=value",
  })
  void anAttributeThatCannotBeReadIsNamedAndTheOthersHold(String entry, String problem)
      throws IOException {
    environment.put("OTEL_RESOURCE_ATTRIBUTES", "a=b," + entry + ",c=d");
    Map<String, String> resource = settings().resourceAttributes();
    assertEquals("b", resource.get("a"));
    assertEquals("d", resource.get("c"));
    assertFalse(resource.containsKey("x"), resource::toString);
    assertEquals(
        "[firstfin] otlp: OTEL_RESOURCE_ATTRIBUTES: \""
            + entry
            + "\" is "
            + problem
            + "; the other entries hold\n",
        logged());
    assertEquals(
        List.of(
            "otlp: OTEL_RESOURCE_ATTRIBUTES: an entry is " + problem + "; the other entries hold"),
        log.problems());
  }

  @ParameterizedTest
  @ValueSource(strings = {"delta", "DELTA", "lowmemory", "LowMemory"})
  void anotherTemporalityIsReportedAndCountersStayCumulative(String preference) throws IOException {
    environment.put(TEMPORALITY, preference);
    assertEquals(AggregationTemporality.CUMULATIVE, settings().aggregationTemporality());
    assertEquals(
        "[firstfin] otlp: "
            + TEMPORALITY
            + '='
            + preference
            + " has no effect: counters stay cumulative, so that an export that fails loses"
            + " nothing\n",
        logged());
  }

  @Test
  void aTemporalityThatIsNoneIsNamed() throws IOException {
    environment.put(TEMPORALITY, "often");
    assertEquals(AggregationTemporality.CUMULATIVE, settings().aggregationTemporality());
    assertEquals(
        "[firstfin] otlp: "
            + TEMPORALITY
            + "=often is none of cumulative, delta, lowmemory; counters are cumulative\n",
        logged());
  }

  @Test
  void cumulativeIsNothingToTell() throws IOException {
    environment.put(TEMPORALITY, "Cumulative");
    settings();
    assertEquals("", logged());
  }

  @Test
  void headersAreDecodedAndAPlusIsAPlus() {
    environment.put(EXPORTER + "HEADERS", "authorization=Basic%20a+b==, x-tenant = 1");
    assertEquals(
        Map.of("authorization", "Basic a+b==", "x-tenant", "1"), Map.copyOf(settings().headers()));
  }

  @Test
  void aHeaderOfTheMetricsWinsWhateverItsCase() {
    environment.put(EXPORTER + "HEADERS", "Api-Key=all,x=y");
    environment.put(EXPORTER + "METRICS_HEADERS", "api-key=metrics");
    Map<String, String> headers = settings().headers();
    assertEquals(Set.of("metrics", "y"), Set.copyOf(headers.values()));
    assertEquals("metrics", headers.get("API-KEY"));
  }

  @ParameterizedTest
  @CsvSource({
    "k=%zzs3cret, entry 2 (k) is not in percent encoding",
    "k=s3cret%0d%0aX:y, entry 2 (k) is not one line of text",
    "s3cret, entry 2 is not key=value",
    "s3 cret=v, entry 2 is not the name of a header and a value",
  })
  void aHeaderThatCannotBeReadIsNamedWithoutItsValueAndTheOthersHold(String entry, String problem)
      throws IOException {
    environment.put(EXPORTER + "HEADERS", "a=b," + entry + ",c=d");
    assertEquals(Map.of("a", "b", "c", "d"), Map.copyOf(settings().headers()));
    assertEquals(
        "[firstfin] otlp: OTEL_EXPORTER_OTLP_HEADERS: " + problem + "; the other entries hold\n",
        logged());
    assertTrue(log.problems().get(0).startsWith("otlp: OTEL_EXPORTER_OTLP_HEADERS: an entry is "));
  }

  @Test
  void theIntervalOfOpenTelemetryIsTaken() {
    environment.put("OTEL_METRIC_EXPORT_INTERVAL", "2000");
    assertEquals(2_000, settings().step().toMillis());
  }

  @ParameterizedTest
  @ValueSource(strings = {"10s", "0", "-1"})
  void anIntervalThatIsNoneIsNamedAndThatOfTheOptionHolds(String interval) throws IOException {
    environment.put("OTEL_METRIC_EXPORT_INTERVAL", interval);
    assertEquals(500, settings().step().toMillis());
    assertEquals(
        "[firstfin] otlp: OTEL_METRIC_EXPORT_INTERVAL="
            + interval
            + " is not a number of milliseconds above 0\n",
        logged());
  }

  @Test
  void theTimeoutOfTheMetricsWins() {
    assertEquals(10_000, settings().timeoutMillis());
    environment.put(EXPORTER + "TIMEOUT", "7000");
    assertEquals(7_000, settings().timeoutMillis());
    environment.put(EXPORTER + "METRICS_TIMEOUT", "3000");
    assertEquals(3_000, settings().timeoutMillis());
  }

  @Test
  void theCompressionOfTheMetricsWins() {
    environment.put(EXPORTER + "COMPRESSION", "gzip");
    assertEquals(CompressionMode.GZIP, settings().compressionMode());
    environment.put(EXPORTER + "METRICS_COMPRESSION", "none");
    assertEquals(CompressionMode.NONE, settings().compressionMode());
  }

  @Test
  void aCompressionThatIsNoneIsNamed() throws IOException {
    environment.put(EXPORTER + "COMPRESSION", "zstd");
    assertEquals(CompressionMode.NONE, settings().compressionMode());
    assertEquals(
        "[firstfin] otlp: OTEL_EXPORTER_OTLP_COMPRESSION=zstd is neither gzip nor none; nothing is"
            + " compressed\n",
        logged());
  }

  @Test
  void theOptionAloneSaysWhereTo() {
    environment.put(EXPORTER + "ENDPOINT", "http://elsewhere:4318");
    environment.put(EXPORTER + "METRICS_ENDPOINT", "http://elsewhere:4318/v1/metrics");
    assertEquals("http://localhost:4318/v1/metrics", settings("http://localhost:4318").url());
  }

  @Test
  void anAddressWithAPathIsTakenAsItIs() {
    String address = "http://localhost:9090/api/v1/otlp/v1/metrics";
    assertEquals(address, settings(address).url());
  }

  @Test
  void theReceiverIsShownWithoutWhatMayBeSecret() {
    assertEquals(
        "https://host:4318/v1/metrics", settings("https://me:pw@host:4318?token=t").shown());
    assertEquals("http://host/a", settings("http://host/a?b=c#d").shown());
  }

  private OtlpSettings settings() {
    return settings("http://localhost");
  }

  private OtlpSettings settings(String receiver) {
    return new OtlpSettings(URI.create(receiver), 500, 4242, variables());
  }

  private OtelVariables variables() {
    return new OtelVariables(environment, log);
  }

  private String logged() throws IOException {
    log.settle(10_000);
    Path file = folder.resolve("log");
    return Files.exists(file) ? Files.readString(file) : "";
  }
}
