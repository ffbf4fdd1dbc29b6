package io.firstfin.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server that takes few connections, and more clients than it and its accept queue have room for.
 * The kernel drops what comes then, without a word: the clients try again after a second, and no
 * log tells why a call took so long.
 */
final class AcceptQueue implements Scenario {
  private static final int CLIENTS = 40;
  private static final Calls CALLS = new Calls(600, CLIENTS, Duration.ZERO);

  private static final int FEW = 10;

  private final AtomicLong slowestNanos = new AtomicLong();

  @Override
  public void run(ScenarioContext context) throws Exception {
    Console console = context.console();
    int room = context.broken() ? FEW : 10 * CLIENTS;
    DemoServer server = DemoServer.startSmall(room, room);
    console.line("server: %s, maxConnections=%d, acceptCount=%d", server, room, room);

    console.part(
        String.format(
            Locale.ROOT,
            "%,d calls of GET /slow-cart by %d clients, a connection each",
            CALLS.count(),
            CLIENTS));
    URI uri = server.uri("/slow-cart");
    CALLS.make(console, () -> timed(uri), server.port());
    console.line(
        "   the slowest call took %,d ms; the server needs %,d",
        slowestNanos.get() / 1_000_000, DemoServer.SLOW.toMillis());

    context.evidence().awaitAgent();
    context.evidence().show("TIME_WAIT", server.port());
    context
        .evidence()
        .tryNext(
            context.broken()
                ? new NextStep(
                    context.command() + " accept-queue --cured",
                    "room for all clients: no call waits for a second")
                : new NextStep(
                    context.command() + " server-stuck", "a server that does not answer at all"));
  }

  private Void timed(URI uri) throws IOException {
    long start = System.nanoTime();
    try (InputStream body = uri.toURL().openStream()) {
      body.readAllBytes();
    }
    slowestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
    return null;
  }
}
