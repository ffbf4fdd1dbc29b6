package com.example.quiet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Event streams with clients that stay, and a job that opens a connection now and then.
 *
 * <p>Arguments: port.
 */
public final class StayingClients {
  private static final int CLIENTS = 10;
  private static final int HEARTBEAT_MILLIS = 2_000;
  private static final int JOB_MILLIS = 10_000;
  private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

  private static final Queue<HttpExchange> STREAMS = new ConcurrentLinkedQueue<>();

  private StayingClients() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.createContext("/events", StayingClients::open);
    server.createContext("/job", StayingClients::answer);
    server.start();
    URL events = URI.create("http://127.0.0.1:" + port + "/events").toURL();
    URL job = URI.create("http://127.0.0.1:" + port + "/job").toURL();
    List<InputStream> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(events.openStream());
    }
    Work work = new Work(2);
    work.every(HEARTBEAT_MILLIS, () -> beat(clients));
    work.every(JOB_MILLIS, () -> run(job));
    work.untilInputEnds();
  }

  private static void open(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write(HEARTBEAT);
    exchange.getResponseBody().flush();
    STREAMS.add(exchange);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, HEARTBEAT.length);
    exchange.getResponseBody().write(HEARTBEAT);
    exchange.close();
  }

  private static int beat(List<InputStream> clients) throws IOException {
    for (HttpExchange stream : STREAMS) {
      stream.getResponseBody().write(HEARTBEAT);
      stream.getResponseBody().flush();
    }
    for (InputStream client : clients) {
      client.readNBytes(HEARTBEAT.length);
    }
    return clients.size();
  }

  private static int run(URL job) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) job.openConnection();
    try (InputStream body = connection.getInputStream()) {
      body.readAllBytes();
    } finally {
      connection.disconnect();
    }
    return 1;
  }
}
