package io.firstfin.demo;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * The metrics endpoint of Prometheus' simpleclient, which is the JDK's HTTP server with one thread,
 * and a scraper that leaves. One scrape ends in the middle: the scraper shuts down its output and
 * reads no more, and the server's thread hangs in write(), which has no time-out. Later scrapers
 * wait in vain and leave, and their connections stay in CLOSE_WAIT, because no thread reads that
 * the peer has left.
 */
final class ServerStuck implements Scenario {
  /**
   * simpleclient 0.16 gives its server an executor with one core thread and at most five; because
   * its queue never fills, it stays at one.
   */
  private static final int THREADS = 1;

  private static final int SCRAPES = 75;
  private static final Duration PATIENCE = Duration.ofMillis(50);

  /** A page of some 7 MB, which is more than the buffers of both sockets hold. */
  private static final int SERIES = 25_000;

  private static final int LABEL_BYTES = 250;

  private static final byte[] REQUEST =
      "GET /metrics HTTP/1.1\r\nHost: demo\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** The age at which the agent calls a socket in CLOSE_WAIT a leak: no option shortens it. */
  private static final Duration LEAK_AGE = Duration.ofSeconds(62);

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  /** Settings of the JDK's HTTP server, which reads them when it starts; seconds, -1 for none. */
  private static final String MAX_REQUEST_TIME = "sun.net.httpserver.maxReqTime";

  private static final String MAX_RESPONSE_TIME = "sun.net.httpserver.maxRspTime";

  @Override
  public void run(ScenarioContext context) throws Exception {
    Console console = context.console();
    String limit = context.broken() ? "-1" : "2";
    System.setProperty(MAX_REQUEST_TIME, limit);
    System.setProperty(MAX_RESPONSE_TIME, limit);
    HTTPServer server = server();
    int port = server.getPort();
    console.line(
        "server: %s of simpleclient on %s:%d; %s",
        HTTPServer.class.getName(),
        DemoServer.HOST,
        port,
        context.broken()
            ? "no limit to the time of a response (the JDK's default)"
            : MAX_RESPONSE_TIME + "=2, " + MAX_REQUEST_TIME + "=2");

    console.part("One scrape ends in the middle: the scraper shuts its side and reads no more");
    Socket stalled = stall(port);
    Progress writing = console.progress(Duration.ofSeconds(1));
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (context.broken() && threadsWriting() < THREADS && System.nanoTime() < deadline) {
      writing.show(threads());
      Thread.sleep(200);
    }
    writing.done(threads());

    console.part(
        String.format(
            "%d more scrapes; each scraper waits %d ms and leaves", SCRAPES, PATIENCE.toMillis()));
    Progress scraping = console.progress(Duration.ofSeconds(1));
    for (int i = 1; i <= SCRAPES; i++) {
      scrapeAndLeave(port);
      scraping.show(i + " of " + SCRAPES + ": " + states(port));
    }
    scraping.done(states(port));

    if (context.broken()) {
      console.part("A minute passes: no timer ends CLOSE_WAIT");
      age(console, port);
    } else {
      console.part("The server ends what takes too long, and its thread is free again");
      recover(console, port);
    }
    context.evidence().awaitAgent();
    context.evidence().show("CLOSE_WAIT", port);
    if (context.broken()) {
      tellThread(console);
    }
    context
        .evidence()
        .tryNext(
            context.broken()
                ? new NextStep(
                    context.command() + " server-stuck --cured",
                    "the same scrapers, and a server that gives up after two seconds")
                : new NextStep(
                    context.command() + " leaked-response", "CLOSE_WAIT on the client's side"));
    stalled.close();
  }

  private static HTTPServer server() throws IOException {
    CollectorRegistry registry = new CollectorRegistry();
    Gauge gauge =
        Gauge.build("carts", "Carts by customer.").labelNames("customer").register(registry);
    for (int i = 0; i < SERIES; i++) {
      gauge.labels("customer-" + "x".repeat(LABEL_BYTES) + i).set(i);
    }
    return new HTTPServer.Builder()
        .withInetAddress(InetAddress.getByName(DemoServer.HOST))
        .withPort(0)
        .withRegistry(registry)
        .withDaemonThreads(true)
        .build();
  }

  /**
   * A connection that the scraper has half closed: the server can read the end of the stream, if it
   * ever reads, and can still write.
   */
  private static Socket stall(int port) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(DemoServer.HOST, port));
    socket.getOutputStream().write(REQUEST);
    socket.shutdownOutput();
    return socket;
  }

  private static void scrapeAndLeave(int port) throws IOException, InterruptedException {
    try (Socket socket = new Socket(DemoServer.HOST, port)) {
      socket.getOutputStream().write(REQUEST);
      Thread.sleep(PATIENCE.toMillis());
    }
  }

  private static void age(Console console, int port) throws Exception {
    Progress aging = console.progress(Duration.ofSeconds(10));
    long start = System.nanoTime();
    long age = 0;
    while (age < LEAK_AGE.toSeconds()) {
      aging.show(String.format(Locale.ROOT, "%2d s: %s; %s", age, states(port), threads()));
      Thread.sleep(500);
      age = (System.nanoTime() - start) / 1_000_000_000;
    }
    aging.done(age + " s: " + states(port) + "; " + threads());
  }

  private static void recover(Console console, int port) throws Exception {
    Progress recovering = console.progress(Duration.ofSeconds(1));
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (ProcNetTcp.count("CLOSE_WAIT", port) > 0 && System.nanoTime() < deadline) {
      recovering.show(states(port) + "; " + threads());
      Thread.sleep(200);
    }
    recovering.done(states(port) + "; " + threads());
  }

  private static String states(int port) throws IOException {
    return String.format(
        "CLOSE_WAIT %d, FIN_WAIT_2 %d, TIME_WAIT %d",
        ProcNetTcp.count("CLOSE_WAIT", port),
        ProcNetTcp.count("FIN_WAIT_2", port),
        ProcNetTcp.count("TIME_WAIT", port));
  }

  private static String threads() {
    return "threads of the server in write(): " + threadsWriting() + " of " + THREADS;
  }

  private static long threadsWriting() {
    return Thread.getAllStackTraces().values().stream().filter(ServerStuck::isWriting).count();
  }

  private static boolean isWriting(StackTraceElement[] stack) {
    boolean writes = false;
    for (StackTraceElement frame : stack) {
      writes |= frame.getMethodName().startsWith("write");
      if (writes && frame.getClassName().startsWith("sun.net.httpserver.")) {
        return true;
      }
    }
    return false;
  }

  private static void tellThread(Console console) {
    Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> isWriting(entry.getValue()))
        .findFirst()
        .ifPresent(
            entry -> {
              console.part("The thread that causes it, as a thread dump shows it");
              console.line("   " + entry.getKey().getName());
              for (StackTraceElement frame : entry.getValue()) {
                console.line("     at " + frame);
              }
            });
  }
}
