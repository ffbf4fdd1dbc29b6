package io.firstfin.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.TimeValue;

/**
 * The server's side of {@link StalePool}: a server that closes idle connections sooner than its
 * clients do. What arrives after its FIN is answered by a reset, of which the server's own log has
 * nothing.
 */
final class IdleRace implements Scenario {
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofSeconds(60);

  /** The time until the FIN has arrived on every connection: Tomcat checks once a second. */
  private static final Duration PAUSE = Duration.ofMillis(2600);

  private static final int CONNECTIONS = 20;
  private static final int ROUNDS = 3;

  @Override
  public void run(ScenarioContext context) throws Exception {
    Console console = context.console();
    Duration idleTime = context.broken() ? SHORT : LONG;
    DemoServer server = DemoServer.start(idleTime);
    console.line("server: %s, closes connections idle for %d s", server, idleTime.toSeconds());
    console.line("client: a pool of Apache HttpClient 5 that neither checks nor tries again");

    console.part(
        String.format(
            "%d rounds of %d calls at once, %.1f s apart",
            ROUNDS, CONNECTIONS, PAUSE.toMillis() / 1000.0));
    int failed = 0;
    Progress progress = console.progress(Duration.ZERO);
    try (CloseableHttpClient client = client()) {
      HttpGet request = new HttpGet(server.uri("/slow-cart"));
      for (int round = 1; round <= ROUNDS; round++) {
        failed += callAll(client, request);
        progress.show(round + " of " + ROUNDS + " rounds; failed: " + failed);
        Thread.sleep(PAUSE.toMillis());
      }
      progress.done(String.format("%d calls, %d failed", ROUNDS * CONNECTIONS, failed));

      context.evidence().awaitAgent();
      context.evidence().show("TIME_WAIT", server.port());
    }
    context
        .evidence()
        .tryNext(
            context.broken()
                ? new NextStep(
                    context.command() + " idle-race --cured",
                    "a server that keeps connections longer than its clients: no call fails")
                : new NextStep(
                    context.command() + " stale-pool", "the same from the client's side"));
  }

  private static CloseableHttpClient client() {
    return HttpClients.custom()
        .disableAutomaticRetries()
        // As a client that does not know the header Keep-Alive, by which Tomcat tells its time.
        .setKeepAliveStrategy((response, context) -> TimeValue.ofMinutes(5))
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(CONNECTIONS)
                .setMaxConnTotal(CONNECTIONS)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setValidateAfterInactivity(TimeValue.NEG_ONE_MILLISECOND)
                        .build())
                .build())
        .build();
  }

  /** Returns how many calls failed. */
  private static int callAll(CloseableHttpClient client, HttpGet request)
      throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      List<Future<String>> calls = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        calls.add(threads.submit(() -> call(client, request)));
      }
      int failed = 0;
      for (Future<String> call : calls) {
        try {
          call.get();
        } catch (ExecutionException e) {
          failed++;
        }
      }
      return failed;
    } finally {
      threads.shutdown();
    }
  }

  private static String call(CloseableHttpClient client, HttpGet request) throws IOException {
    return client.execute(request, response -> EntityUtils.toString(response.getEntity()));
  }
}
