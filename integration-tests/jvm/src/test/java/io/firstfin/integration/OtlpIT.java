package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.firstfin.support.Jdk;
import io.firstfin.support.OnEveryJdk;
import io.firstfin.support.OnTwoJdks;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What an OTLP receiver gets, decoded by protobuf's own code. */
class OtlpIT {
  private static final int CALLS = 200;
  private static final int SECONDS = 30;

  /** More than one JVM sends before the next JVM begins to send. */
  private static final int EXPORTS = 100;

  private final BlockingQueue<ExportMetricsServiceRequest> requests = new LinkedBlockingQueue<>();
  private final Set<Integer> connections = ConcurrentHashMap.newKeySet();
  private final Set<String> keys = ConcurrentHashMap.newKeySet();

  @OnEveryJdk
  void theMetersArriveAndTheirConnectionIsNobodys(Jdk jdk) throws Exception {
    HttpServer receiver = receiver();
    int port = Ports.block();
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("interval=500ms,otlp=http://127.0.0.1:" + receiver.getAddress().getPort())
            .environment("OTEL_SERVICE_NAME", "shop")
            .environment("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=test")
            .environment("OTEL_EXPORTER_OTLP_HEADERS", "api-key=secret")
            .reachable()
            .start("ConnectionPerCall", port, CALLS, "broken")) {
      jvm.awaitOut("done");
      ResourceMetrics metrics = awaitClosed();

      Map<String, String> resource = text(metrics.getResource().getAttributesList());
      assertEquals("shop", resource.get("service.name"), resource::toString);
      assertEquals("test", resource.get("deployment.environment"), resource::toString);
      assertEquals(Set.of("secret"), keys);
      assertEquals(1, connections.size(), "one connection for all requests");
      Report report = Cli.report(jdk, jvm);
      assertEquals(
          Map.of("client local fin", (long) CALLS, "server remote fin", (long) CALLS),
          report.closes().counts(),
          report::toString);
      assertEquals(1, jvm.err().size(), jvm::toString);
    } finally {
      receiver.stop(0);
    }
  }

  @OnTwoJdks
  void aDeadReceiverIsOneLine(Jdk jdk) {
    int port = Ports.block();
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("interval=500ms,otlp=http://127.0.0.1:" + (port + 1))
            .start("ConnectionPerCall", port, CALLS, "cured")) {
      jvm.awaitOut("done");
      jvm.awaitErr("/v1/metrics does not take the meters: Connection refused");
      Cli.report(jdk, jvm);
      Cli.report(jdk, jvm);
      assertEquals(2, jvm.err().size(), jvm::toString);
      assertEquals(0, jvm.end());
    }
  }

  @OnTwoJdks
  void twoJvmsOfAServiceAreTwoInstances(Jdk jdk) throws Exception {
    HttpServer receiver = receiver();
    try (JvmProcess one = replica(jdk, receiver);
        JvmProcess other = replica(jdk, receiver)) {
      Map<String, Map<String, String>> instances = new HashMap<>();
      for (int i = 0; instances.size() < 2 && i < EXPORTS; i++) {
        for (ResourceMetrics metrics : next().getResourceMetricsList()) {
          Map<String, String> resource = text(metrics.getResource().getAttributesList());
          instances.put(resource.get("service.instance.id"), resource);
        }
      }
      String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
      assertEquals(
          Set.of(
              "shop on " + host + ", process " + one.pid(),
              "shop on " + host + ", process " + other.pid()),
          instances.values().stream()
              .map(
                  resource ->
                      resource.get("service.name")
                          + " on "
                          + resource.get("host.name")
                          + ", process "
                          + resource.get("process.pid"))
              .collect(Collectors.toSet()));
    } finally {
      receiver.stop(0);
    }
  }

  @OnTwoJdks
  void variablesThatCannotBeHadAreALineEachAndTheMetersArriveCumulative(Jdk jdk) throws Exception {
    HttpServer receiver = receiver();
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .agent("interval=500ms,otlp=http://127.0.0.1:" + receiver.getAddress().getPort())
            .environment("OTEL_RESOURCE_ATTRIBUTES", "a=b,a=c%20d,broken,service.name=other")
            .environment("OTEL_SERVICE_NAME", "shop")
            .environment("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "lowmemory")
            .environment("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "http://127.0.0.1:1/v1/metrics")
            .reachable()
            .start("ConnectionPerCall", Ports.block(), CALLS, "broken")) {
      jvm.awaitOut("done");
      ResourceMetrics metrics = awaitClosed();

      Map<String, String> resource = text(metrics.getResource().getAttributesList());
      assertEquals("shop", resource.get("service.name"), resource::toString);
      assertEquals("c d", resource.get("a"), resource::toString);
      assertEquals(
          Set.of(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE),
          metrics.getScopeMetrics(0).getMetricsList().stream()
              .filter(Metric::hasSum)
              .map(metric -> metric.getSum().getAggregationTemporality())
              .collect(Collectors.toSet()));
      jvm.awaitErr("OTEL_RESOURCE_ATTRIBUTES: \"broken\"");
      jvm.awaitErr("=lowmemory has no effect");
      assertEquals(3, jvm.err().size(), jvm::toString);
    } finally {
      receiver.stop(0);
    }
  }

  @OnTwoJdks
  void aReceiverThatNeverAnswersDoesNotKeepTheProcess(Jdk jdk) throws IOException {
    try (ServerSocket receiver = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      receiver.setSoTimeout((int) TimeUnit.SECONDS.toMillis(SECONDS));
      try (JvmProcess jvm =
              JvmProcess.on(jdk)
                  .agent("interval=500ms,otlp=http://127.0.0.1:" + receiver.getLocalPort())
                  .environment("OTEL_EXPORTER_OTLP_TIMEOUT", "600000")
                  .reachable()
                  .start("OneConnection", Ports.block(), 5);
          Socket silent = receiver.accept()) {
        assertTrue(silent.getInputStream().read() > 0);
        jvm.awaitOut("done");
        assertEquals(5, jvm.end(), jvm::toString);
      }
    }
  }

  private static JvmProcess replica(Jdk jdk, HttpServer receiver) {
    return JvmProcess.on(jdk)
        .agent("interval=500ms,otlp=http://127.0.0.1:" + receiver.getAddress().getPort())
        .environment("OTEL_SERVICE_NAME", "shop")
        .reachable()
        .start("OneConnection", Ports.block(), 0);
  }

  private ExportMetricsServiceRequest next() throws InterruptedException {
    ExportMetricsServiceRequest request = requests.poll(SECONDS, TimeUnit.SECONDS);
    assertTrue(request != null, "no export within " + SECONDS + " s");
    return request;
  }

  /** The first export in which every close is counted. */
  private ResourceMetrics awaitClosed() throws InterruptedException {
    while (true) {
      for (ResourceMetrics metrics : next().getResourceMetricsList()) {
        if (closedFirst(metrics) == CALLS) {
          return metrics;
        }
      }
    }
  }

  private static double closedFirst(ResourceMetrics resource) {
    for (Metric metric : resource.getScopeMetrics(0).getMetricsList()) {
      if (metric.getName().equals("firstfin.connections.closed")) {
        for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
          if (text(point.getAttributesList())
              .equals(Map.of("role", "client", "initiator", "local", "how", "fin"))) {
            return point.getAsDouble();
          }
        }
      }
    }
    return 0;
  }

  private static Map<String, String> text(List<KeyValue> attributes) {
    Map<String, String> text = new TreeMap<>();
    for (KeyValue attribute : attributes) {
      text.put(attribute.getKey(), attribute.getValue().getStringValue());
    }
    return text;
  }

  private HttpServer receiver() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/metrics", this::take);
    server.start();
    return server;
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    connections.add(exchange.getRemoteAddress().getPort());
    keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("api-key")));
    requests.add(ExportMetricsServiceRequest.parseFrom(body));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }
}
