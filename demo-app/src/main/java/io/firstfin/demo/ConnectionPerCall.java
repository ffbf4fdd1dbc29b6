package io.firstfin.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * The most common source of TIME_WAIT in Java services: {@code disconnect()} after every call. The
 * name sounds polite, but the method closes the kept-alive connection, and the client closes first.
 */
final class ConnectionPerCall implements Scenario {
  private static final int CALLS = 6000;

  /** Fewer than the five idle connections that HttpURLConnection keeps (http.maxConnections). */
  private static final int THREADS = 4;

  private static final Path PORT_RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

  @Override
  public void run(ScenarioContext context) throws Exception {
    Console console = context.console();
    DemoServer server = DemoServer.start(Duration.ofSeconds(60));
    console.line("server: " + server);

    int calls = Math.min(CALLS, ephemeralPorts() / 3);
    console.part(
        String.format(
            Locale.ROOT,
            "%,d calls of GET /cart by %d threads, %s",
            calls,
            THREADS,
            context.broken()
                ? "with disconnect() after each"
                : "reading each body to its end, without disconnect()"));
    URL url = server.uri("/cart").toURL();
    new Calls(calls, THREADS, Duration.ZERO)
        .make(
            console,
            context.broken() ? () -> callAndDisconnect(url) : () -> call(url),
            server.port());

    context.evidence().awaitAgent();
    context.evidence().show("TIME_WAIT", server.port());
    if (context.broken()) {
      console.line(
          "   Fewer than calls: over loopback Linux takes the port of a TIME_WAIT again after");
      console.line(
          "   a second (net.ipv4.tcp_tw_reuse=2); towards another host each lasts its minute.");
      SourceLine.show(
          console, context.sources(), ConnectionPerCall.class, "connection.disconnect();");
    }
    context
        .evidence()
        .tryNext(
            context.broken()
                ? new NextStep(
                    context.command() + " connection-per-call --cured",
                    "the same calls on connections that are kept: no TIME_WAIT, no warning")
                : new NextStep(
                    context.command() + " leaked-response",
                    "the opposite mistake: never to close"));
  }

  /** If the stream were closed before, {@code disconnect()} would find nothing to close. */
  static byte[] callAndDisconnect(URL url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    try {
      return connection.getInputStream().readAllBytes();
    } finally {
      connection.disconnect();
    }
  }

  static byte[] call(URL url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    try (InputStream body = connection.getInputStream()) {
      return body.readAllBytes();
    }
  }

  /** So few calls that there are enough ports, because no call may fail here. */
  private static int ephemeralPorts() throws IOException {
    // Not Files.readString: it reads one byte first, and a second read of a sysctl returns nothing.
    try (BufferedReader reader = Files.newBufferedReader(PORT_RANGE)) {
      String[] range = reader.readLine().trim().split("\\s+");
      return Integer.parseInt(range[1]) - Integer.parseInt(range[0]) + 1;
    }
  }
}
