package io.firstfin.demo;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ReactorNetty;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * A pool that keeps connections longer than the server does. The server closes a connection that is
 * idle for two seconds. A call that comes just then is written to a connection whose peer has sent
 * its FIN, and an RST answers it. Here the client's event loop is busy while the FIN arrives, as a
 * blocking call or a burst of work makes it, and so this happens every time instead of now and
 * then.
 */
final class StalePool implements Scenario {
  private static final Duration SERVER_IDLE_TIME = Duration.ofSeconds(2);

  /** Below the server's time; this is the cure. */
  private static final Duration CLIENT_IDLE_TIME = Duration.ofSeconds(1);

  /**
   * The time until the server's FIN has arrived on every connection: Tomcat checks once a second.
   */
  private static final Duration IDLE = Duration.ofMillis(3500);

  /**
   * How often the cured pool checks: without this, the limit is checked only when the next call
   * comes.
   */
  private static final Duration LOOKS = Duration.ofMillis(100);

  /**
   * The loop is free at first, so that a pool can close a connection that was idle for too long.
   */
  private static final Duration FREE = Duration.ofMillis(1500);

  /** The loop is busy from before the server's FIN until after the next calls. */
  private static final Duration BUSY = IDLE.minus(FREE).plusMillis(500);

  private static final int CONNECTIONS = 40;
  private static final int ROUNDS = 4;

  @Override
  public void run(ScenarioContext context) throws Exception {
    Console console = context.console();
    DemoServer server = DemoServer.start(SERVER_IDLE_TIME);
    console.line(
        "server: %s, closes connections idle for %d s", server, SERVER_IDLE_TIME.toSeconds());
    console.line(
        "client: reactor-netty " + ReactorNetty.class.getPackage().getImplementationVersion());

    console.part(
        String.format(
            "%d rounds: %d calls at once, %.1f s later %d more; the pool keeps connections %s",
            ROUNDS,
            CONNECTIONS,
            IDLE.toMillis() / 1000.0,
            CONNECTIONS,
            context.broken()
                ? "for ever (its default)"
                : "for " + CLIENT_IDLE_TIME.toSeconds() + " s (maxIdleTime, evictInBackground)"));
    ConnectionProvider.Builder pool =
        ConnectionProvider.builder("demo").maxConnections(CONNECTIONS);
    if (!context.broken()) {
      pool.maxIdleTime(CLIENT_IDLE_TIME).evictInBackground(LOOKS);
    }
    // With more threads the result is the same when all of them are busy.
    LoopResources loop = LoopResources.create("demo", 1, true);
    HttpClient client =
        HttpClient.create(pool.build())
            .runOn(loop)
            // reactor-netty repeats some requests by itself; this would not help a POST.
            .disableRetry(true)
            .baseUrl(server.uri("").toString());
    EventLoop eventLoop = (EventLoop) loop.onClient(true).next();
    Map<String, AtomicInteger> failures = new TreeMap<>();
    Progress progress = console.progress(Duration.ZERO);
    int calls = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      calls(client, failures).block();
      TimeUnit.MILLISECONDS.sleep(FREE.toMillis());
      makeBusy(eventLoop);
      TimeUnit.MILLISECONDS.sleep(IDLE.minus(FREE).toMillis());
      // It is written as soon as the loop is free again.
      calls(client, failures).block();
      calls += 2 * CONNECTIONS;
      progress.show(round + " of " + ROUNDS + " rounds; failed: " + sum(failures));
    }
    progress.done(String.format("%d calls, %d failed", calls, sum(failures)));
    failures.forEach((failure, count) -> console.line("   %4d  %s", count.get(), failure));

    context.evidence().awaitAgent();
    context.evidence().show("TIME_WAIT", server.port());
    console.line(
        context.broken()
            ? "   An RST ends the server's wait, and few TIME_WAIT are left: the failures are the price."
            : "   The pool closes what is idle before the server does: TIME_WAIT is on the client, on purpose.");
    context
        .evidence()
        .tryNext(
            context.broken()
                ? new NextStep(
                    context.command() + " stale-pool --cured",
                    "maxIdleTime below the server's keep-alive, evictInBackground: no call fails")
                : new NextStep(
                    context.command() + " request-cap", "another server that closes first"));
  }

  private static void makeBusy(EventLoop eventLoop) throws InterruptedException {
    CountDownLatch busy = new CountDownLatch(1);
    eventLoop.execute(
        () -> {
          busy.countDown();
          sleep();
        });
    busy.await();
  }

  private static void sleep() {
    try {
      TimeUnit.MILLISECONDS.sleep(BUSY.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Mono<Void> calls(HttpClient client, Map<String, AtomicInteger> failures) {
    List<Mono<String>> calls = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      calls.add(
          client
              .get()
              .uri("/slow-cart")
              .responseContent()
              .aggregate()
              .asString()
              .onErrorResume(failure -> count(failure, failures)));
    }
    return Flux.merge(Flux.fromIterable(calls), CONNECTIONS).then();
  }

  private static Mono<String> count(Throwable failure, Map<String, AtomicInteger> failures) {
    String text = failure.getClass().getSimpleName() + ": " + failure.getMessage();
    synchronized (failures) {
      failures.computeIfAbsent(text, key -> new AtomicInteger()).incrementAndGet();
    }
    return Mono.empty();
  }

  private static int sum(Map<String, AtomicInteger> failures) {
    return failures.values().stream().mapToInt(AtomicInteger::get).sum();
  }
}
