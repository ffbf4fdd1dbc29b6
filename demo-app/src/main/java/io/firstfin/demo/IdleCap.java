package io.firstfin.demo;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttp;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * A pool that exists and does not help: OkHttp keeps five idle connections, but more calls than
 * that run at the same time. When a sixth connection falls idle, OkHttp closes the oldest one, on
 * the client's side.
 */
final class IdleCap implements Scenario {
  private static final int THREADS = 60;

  /** As long as a call takes, so that half of the connections are idle at any moment. */
  private static final Calls CALLS = new Calls(6000, THREADS, DemoServer.SLOW);

  private static final long KEEP_ALIVE_MINUTES = 5;

  @Override
  public void run(ScenarioContext context) throws Exception {
    Console console = context.console();
    DemoServer server = DemoServer.start(Duration.ofSeconds(60));
    console.line("server: " + server);
    console.line("client: OkHttp " + OkHttp.VERSION);

    console.part(
        String.format(
            "%d calls of GET /slow-cart by %d threads, a pool of at most %d idle connections",
            CALLS.count(), THREADS, context.broken() ? 5 : THREADS));
    OkHttpClient client = context.broken() ? withDefaults() : withRoom();
    URI uri = server.uri("/slow-cart");
    CALLS.make(console, () -> call(client, uri), server.port());

    context.evidence().awaitAgent();
    context.evidence().show("TIME_WAIT", server.port());
    if (context.broken()) {
      SourceLine.show(console, context.sources(), IdleCap.class, "return new OkHttpClient();");
    }
    context
        .evidence()
        .tryNext(
            context.broken()
                ? new NextStep(
                    context.command() + " idle-cap --cured",
                    "room for as many idle connections as calls run at once: none is closed")
                : new NextStep(
                    context.command() + " client-per-call", "a pool for each call, used once"));
  }

  /** OkHttp's defaults: five idle connections, for five minutes. */
  private static OkHttpClient withDefaults() {
    return new OkHttpClient();
  }

  private static OkHttpClient withRoom() {
    return new OkHttpClient.Builder()
        .connectionPool(new ConnectionPool(THREADS, KEEP_ALIVE_MINUTES, TimeUnit.MINUTES))
        .build();
  }

  private static byte[] call(OkHttpClient client, URI uri) throws IOException {
    Request request = new Request.Builder().url(uri.toString()).build();
    try (Response response = client.newCall(request).execute()) {
      return response.body().bytes();
    }
  }
}
