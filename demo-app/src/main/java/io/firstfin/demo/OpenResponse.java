package io.firstfin.demo;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/**
 * A client that looks at the status of a large answer, and neither reads nor closes it. Both ends
 * keep the connection: it stays ESTABLISHED, with data that nobody reads, and no state of the
 * kernel tells that anything is wrong.
 */
final class OpenResponse implements Scenario {
  private static final Calls CALLS = new Calls(60, 1, Duration.ofMillis(20));

  /** Longer than the demo: the server, too, keeps the connection. */
  private static final Duration SERVER_IDLE_TIME = Duration.ofMinutes(10);

  /** More than the client reads together with the head, and less than the kernel's buffers hold. */
  private static final int CATALOGUE_BYTES = 64 * 1024;

  @Override
  public void run(ScenarioContext context) throws Exception {
    Console console = context.console();
    DemoServer server = DemoServer.start(SERVER_IDLE_TIME);
    server.serve("catalogue", new Catalogue());
    console.line("server: " + server + ", keeps idle connections for ten minutes");
    console.line("client: Apache HttpClient 5");

    console.part(
        CALLS.count()
            + " calls of GET /catalogue; the client wants the status only, and "
            + (context.broken() ? "leaves the response open" : "closes the response"));
    CloseableHttpClient client = client();
    URI uri = server.uri("/catalogue");
    CALLS.make(
        console,
        context.broken() ? () -> status(client, uri) : () -> statusAndClose(client, uri),
        server.port());

    if (context.broken()) {
      console.part("A minute passes: no timer ends ESTABLISHED");
      Waiting.aMinute(console, () -> open(server.port()));
    }
    context.evidence().awaitAgent();
    context.evidence().show("TIME_WAIT", server.port());
    console.line("   " + open(server.port()));
    if (context.broken()) {
      SourceLine.show(console, context.sources(), OpenResponse.class, "return client.executeOpen(");
    }
    context
        .evidence()
        .tryNext(
            context.broken()
                ? new NextStep(
                    context.command() + " open-response --cured",
                    "the same calls by a response handler, which closes: one connection")
                : new NextStep(
                    context.command() + " leaked-response",
                    "the same mistake towards a server that closes what is idle"));
  }

  private static CloseableHttpClient client() {
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(CALLS.count())
                .setMaxConnTotal(CALLS.count())
                .build())
        .build();
  }

  private static int status(CloseableHttpClient client, URI uri) throws IOException {
    return client.executeOpen(null, new HttpGet(uri), HttpCoreContext.create()).getCode();
  }

  /** Reads the body to its end and closes the response, when the handler has returned. */
  private static int statusAndClose(CloseableHttpClient client, URI uri) throws IOException {
    return client.execute(new HttpGet(uri), ClassicHttpResponse::getCode);
  }

  /** Each connection has two ends here, because client and server are one JVM. */
  private static String open(int port) throws IOException {
    return "connections in ESTABLISHED: " + ProcNetTcp.count("ESTABLISHED", port) / 2;
  }

  private static final class Catalogue extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentLength(CATALOGUE_BYTES);
      response.getOutputStream().write(new byte[CATALOGUE_BYTES]);
    }
  }
}
