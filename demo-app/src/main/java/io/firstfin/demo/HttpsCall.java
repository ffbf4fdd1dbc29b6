package io.firstfin.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * The mistake of {@link ConnectionPerCall} over TLS. Each call also pays for a handshake, whose
 * segments are no exchanges: a report that counted them would take one call for four.
 */
final class HttpsCall implements Scenario {
  private static final Calls CALLS = new Calls(1500, 4, Duration.ZERO);

  @Override
  public void run(ScenarioContext context) throws Exception {
    Console console = context.console();
    DemoServer server = DemoServer.startTls(Duration.ofSeconds(60));
    console.line("server: " + server + ", HTTPS");
    console.part(
        String.format(
            Locale.ROOT,
            "%,d calls of GET /cart by %d threads over TLS, %s",
            CALLS.count(),
            CALLS.threads(),
            context.broken()
                ? "with disconnect() after each"
                : "reading each body to its end, without disconnect()"));
    URL url = server.uri("/cart").toURL();
    SSLSocketFactory sockets = server.keys().trusted().getSocketFactory();
    CALLS.make(
        console,
        context.broken() ? () -> callAndDisconnect(url, sockets) : () -> call(url, sockets),
        server.port());

    context.evidence().awaitAgent();
    context.evidence().show("TIME_WAIT", server.port());
    if (context.broken()) {
      SourceLine.show(console, context.sources(), HttpsCall.class, "connection.disconnect();");
    }
    context
        .evidence()
        .tryNext(
            context.broken()
                ? new NextStep(
                    context.command() + " https-call --cured",
                    "the same calls on connections that are kept: one handshake for many calls")
                : new NextStep(
                    context.command() + " netty-client", "a line that is not the one that closes"));
  }

  private static byte[] callAndDisconnect(URL url, SSLSocketFactory sockets) throws IOException {
    HttpsURLConnection connection = (HttpsURLConnection) url.openConnection();
    connection.setSSLSocketFactory(sockets);
    try {
      return connection.getInputStream().readAllBytes();
    } finally {
      connection.disconnect();
    }
  }

  private static byte[] call(URL url, SSLSocketFactory sockets) throws IOException {
    HttpsURLConnection connection = (HttpsURLConnection) url.openConnection();
    connection.setSSLSocketFactory(sockets);
    try (InputStream body = connection.getInputStream()) {
      return body.readAllBytes();
    }
  }
}
