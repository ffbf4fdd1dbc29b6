package io.firstfin.otlp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Takes OTLP/HTTP as a collector does, and decodes it with protobuf's own decoder. */
final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final BlockingQueue<Integer> clientPorts = new LinkedBlockingQueue<>();
  private final BlockingQueue<ExportMetricsServiceRequest> requests = new LinkedBlockingQueue<>();
  private volatile int status = 200;

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/metrics", this::take);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void answerWith(int newStatus) {
    status = newStatus;
  }

  ExportMetricsServiceRequest next() throws InterruptedException {
    ExportMetricsServiceRequest request = requests.poll(30, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("nothing came within 30 s");
    }
    return request;
  }

  /** The port from which the next request's connection comes. */
  int nextClientPort() throws InterruptedException {
    return clientPorts.poll(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    clientPorts.add(exchange.getRemoteAddress().getPort());
    if (exchange.getRequestHeaders().getFirst("Content-Type").equals("application/x-protobuf")) {
      requests.add(ExportMetricsServiceRequest.parseFrom(body));
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }
}
