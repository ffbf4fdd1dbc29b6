package io.firstfin.demo;

import java.io.IOException;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * A client that does everything right, and a server that closes every connection after 100
 * requests: this is the default of Tomcat's {@code maxKeepAliveRequests}. The 100th answer says
 * {@code Connection: close}, and then both ends close the connection at nearly the same moment.
 */
final class RequestCap implements Scenario {
  /** Tomcat's default. */
  private static final int CAP = 100;

  private static final int NO_CAP = -1;

  /** No more threads than HttpClient 5 keeps connections for one route. */
  private static final int THREADS = 4;

  private static final Calls CALLS = new Calls(10_000, THREADS, Duration.ZERO);

  @Override
  public void run(ScenarioContext context) throws Exception {
    Console console = context.console();
    DemoServer server = DemoServer.start(Duration.ofSeconds(60), context.broken() ? CAP : NO_CAP);
    console.line(
        "server: "
            + server
            + (context.broken()
                ? ", closes a connection after " + CAP + " requests (its default)"
                : ", maxKeepAliveRequests -1: as many requests as come"));

    console.part(
        String.format("%d calls of GET /cart by %d threads", CALLS.count(), CALLS.threads()));
    HttpHost target = new HttpHost(DemoServer.HOST, server.port());
    try (CloseableHttpClient client = HttpClients.createDefault()) {
      CALLS.make(console, () -> call(client, target), server.port());
      context.evidence().awaitAgent();
      context.evidence().show("TIME_WAIT", server.port());
    }
    if (context.broken()) {
      console.line(
          "   %d calls, a new connection after each %d: the report has those that have ended, without",
          CALLS.count(), CAP);
      console.line("   the last ones, which are still open.");
      console.line("   No TIME_WAIT lasts: HttpClient 5 discards what it cannot keep by an RST.");
    }
    context
        .evidence()
        .tryNext(
            context.broken()
                ? new NextStep(
                    context.command() + " request-cap --cured",
                    "the same calls without the cap (server.tomcat.max-keep-alive-requests=-1)")
                : new NextStep(
                    context.command() + " handler-closes", "a server that closes after every one"));
  }

  private static byte[] call(CloseableHttpClient client, HttpHost target) throws IOException {
    return client.execute(
        target, new HttpGet("/cart"), response -> EntityUtils.toByteArray(response.getEntity()));
  }
}
