package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What an OTLP receiver gets, decoded by protobuf's own code. */
class OtlpIT {
  private static final int CALLS = 200;
  private static final int SECONDS = 30;

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

  @OnEveryJdk
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

  /** The first export in which every close is counted. */
  private ResourceMetrics awaitClosed() throws InterruptedException {
    while (true) {
      ExportMetricsServiceRequest request = requests.poll(SECONDS, TimeUnit.SECONDS);
      assertTrue(request != null, "no export within " + SECONDS + " s that counts every close");
      for (ResourceMetrics metrics : request.getResourceMetricsList()) {
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
    keys.add(exchange.getRequestHeaders().getFirst("api-key"));
    requests.add(ExportMetricsServiceRequest.parseFrom(body));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }
}
