package io.firstfin.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.log.AgentLog;
import io.firstfin.meters.ReportBuilder;
import io.firstfin.thread.AgentThread;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OtlpOutputTest {
  private static final long STEP_MILLIS = 500;

  private static final String CLOSED = "firstfin.connections.closed";

  private final AgentLog log = AgentLog.of("off");

  @Test
  void theMetersArriveWithTheirTagsAndUnits() throws Exception {
    try (Receiver receiver = new Receiver()) {
      OtlpOutput output = open(receiver.address(), STEP_MILLIS);
      output.update(
          new ReportBuilder()
              .closed(Role.CLIENT, Initiator.LOCAL, How.FIN, 7)
              .lived(Role.CLIENT, Initiator.LOCAL, 7, 3_000_000_000L)
              .build());
      Map<String, Metric> metrics = withClosed(receiver);
      output.close();

      Metric closed = metrics.get(CLOSED);
      assertEquals(1, counted(closed).size());
      NumberDataPoint point = counted(closed).get(0);
      assertTrue(closed.getSum().getIsMonotonic());
      assertEquals("connections", closed.getUnit());
      assertEquals(7, point.getAsDouble());
      assertEquals(
          Map.of("role", "client", "initiator", "local", "how", "fin"),
          point.getAttributesList().stream()
              .collect(Collectors.toMap(KeyValue::getKey, tag -> tag.getValue().getStringValue())));
      assertEquals(List.of(), log.problems());
    }
  }

  @Test
  void aDeadReceiverIsReportedOnce() throws Exception {
    int port;
    try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = unused.getLocalPort();
    }
    URI dead = URI.create("http://127.0.0.1:" + port);
    OtlpOutput output = open(dead, STEP_MILLIS);
    output.update(new ReportBuilder().build());
    while (log.problems().isEmpty()) {
      Thread.sleep(5);
    }
    output.close();

    assertEquals(
        List.of(
            "otlp: the receiver does not take the meters: Connection refused; tried again, at the"
                + " latest every 5 minutes"),
        log.problems());
  }

  @Test
  void aReceiverThatRefusesGetsTheMetersOnceItDoesNot() throws Exception {
    try (Receiver receiver = new Receiver()) {
      receiver.answerWith(503);
      OtlpOutput output = open(receiver.address(), STEP_MILLIS);
      output.update(new ReportBuilder().opened(Role.CLIENT, 1).build());
      receiver.next();
      while (log.problems().isEmpty()) {
        Thread.sleep(5);
      }
      receiver.answerWith(200);
      receiver.next();
      output.close();

      assertEquals(1, log.problems().size());
      assertTrue(log.problems().get(0).contains("it answers 503"), log.problems().get(0));
    }
  }

  @Test
  void theLastMetersAreSentAtTheEnd() throws Exception {
    try (Receiver receiver = new Receiver()) {
      OtlpOutput output = open(receiver.address(), 600_000);
      output.update(new ReportBuilder().closed(Role.CLIENT, Initiator.LOCAL, How.FIN, 7).build());
      output.close();
      assertEquals(7, counted(withClosed(receiver).get(CLOSED)).get(0).getAsDouble());
    }
  }

  @Test
  void aReceiverThatNeverAnswersHoldsNoThreadAfterTheEnd() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      OtlpOutput output =
          OtlpOutput.open(
              URI.create("http://127.0.0.1:" + listener.getLocalPort()),
              STEP_MILLIS,
              -1,
              Map.of("OTEL_EXPORTER_OTLP_TIMEOUT", "600000"),
              log);
      output.update(new ReportBuilder().opened(Role.CLIENT, 1).build());
      try (Socket silent = listener.accept()) {
        assertTrue(silent.getInputStream().read() > 0);
        output.close();
        while (AgentThread.running().contains("firstfin-otlp")) {
          Thread.sleep(5);
        }
        assertEquals(List.of(), log.problems());
      }
    }
  }

  private OtlpOutput open(URI receiver, long stepMillis) {
    return OtlpOutput.open(receiver, stepMillis, -1, Map.of(), log);
  }

  /** The first metrics that count a close; those before count 0. */
  private static Map<String, Metric> withClosed(Receiver receiver) throws Exception {
    while (true) {
      ExportMetricsServiceRequest request = receiver.next();
      Map<String, Metric> metrics =
          request.getResourceMetricsList().stream()
              .flatMap(resource -> resource.getScopeMetricsList().stream())
              .flatMap(scope -> scope.getMetricsList().stream())
              .collect(Collectors.toMap(Metric::getName, metric -> metric));
      if (!counted(metrics.get(CLOSED)).isEmpty()) {
        return metrics;
      }
    }
  }

  private static List<NumberDataPoint> counted(Metric metric) {
    return metric == null
        ? List.of()
        : metric.getSum().getDataPointsList().stream()
            .filter(point -> point.getAsDouble() > 0)
            .toList();
  }
}
