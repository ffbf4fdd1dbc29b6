package io.firstfin.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * A new {@code java.net.http.HttpClient} for each call. Each has a selector with its own thread,
 * and a pool with one connection that is used once. All of it stays until a garbage collection
 * finds that nothing refers to the client; then the selector's thread closes the connection.
 */
final class ClientPerCall implements Scenario {
  private static final Calls CALLS = new Calls(400, 3, Duration.ofMillis(20));

  /** A busy service has collections anyway; the demo is too small for that. */
  private static final Duration COLLECTION_EVERY = Duration.ofSeconds(1);

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  @Override
  public void run(ScenarioContext context) throws Exception {
    Console console = context.console();
    DemoServer server = DemoServer.start(Duration.ofSeconds(60));
    console.line("server: " + server);
    console.line("client: java.net.http of Java " + Runtime.version().feature());

    console.part(
        String.format(
            "%d calls of GET /cart by %d threads, %s",
            CALLS.count(),
            CALLS.threads(),
            context.broken() ? "with a new HttpClient for each" : "with one HttpClient for all"));
    URI uri = server.uri("/cart");
    if (context.broken()) {
      callWithManyClients(console, uri);
    } else {
      HttpClient client = HttpClient.newHttpClient();
      CALLS.make(console, () -> call(client, uri), server.port());
    }

    context.evidence().awaitAgent();
    context.evidence().show("TIME_WAIT", server.port());
    if (context.broken()) {
      SourceLine.show(
          console, context.sources(), ClientPerCall.class, "HttpClient client = HttpClient.new");
    }
    context
        .evidence()
        .tryNext(
            context.broken()
                ? new NextStep(
                    context.command() + " client-per-call --cured",
                    "one client for all: a connection a thread, no TIME_WAIT")
                : new NextStep(
                    context.command() + " idle-cap", "one client, and a pool that is too small"));
  }

  private static void callWithManyClients(Console console, URI uri) throws Exception {
    Thread collector = Daemons.start(ClientPerCall::collectNowAndThen, "garbage collections");
    int port = uri.getPort();
    CALLS.make(console, () -> callWithItsOwnClient(uri), port);

    console.part("What nothing refers to is closed after the next garbage collection");
    Progress progress = console.progress(Duration.ofSeconds(1));
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (ProcNetTcp.count("ESTABLISHED", port) > 0 && System.nanoTime() < deadline) {
      progress.show(left(port));
      Thread.sleep(200);
    }
    progress.done(left(port));
    collector.interrupt();
  }

  private static String left(int port) throws IOException {
    return String.format(
        "threads of clients: %d; sockets in ESTABLISHED: %d, in TIME_WAIT: %d",
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("HttpClient-"))
            .count(),
        ProcNetTcp.count("ESTABLISHED", port),
        ProcNetTcp.count("TIME_WAIT", port));
  }

  private static String callWithItsOwnClient(URI uri) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    return call(client, uri);
  }

  private static String call(HttpClient client, URI uri) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static void collectNowAndThen() {
    try {
      while (true) {
        Thread.sleep(COLLECTION_EVERY.toMillis());
        System.gc();
      }
    } catch (InterruptedException e) {
      // No more calls are needed.
    }
  }
}
