package io.firstfin.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.util.TimeValue;

/**
 * Responses of which only the status is looked at and which are never closed: each keeps its
 * connection leased from the pool. The server closes it when idle, and the client's end stays in
 * CLOSE_WAIT, for which the kernel has no timer.
 */
final class LeakedResponse implements Scenario {
  private static final int CALLS = 150;

  /** A leak drips; and so the agent need not sample who opened the connections. */
  private static final Duration PAUSE = Duration.ofMillis(20);

  private static final Duration SERVER_IDLE_TIME = Duration.ofSeconds(2);
  private static final TimeValue CLIENT_IDLE_TIME = TimeValue.ofMilliseconds(500);

  /** Age from which the agent takes CLOSE_WAIT for a leak: no option shortens it. */
  private static final Duration LEAK_AGE = Duration.ofMinutes(1);

  /** More than the 60 s of net.ipv4.tcp_fin_timeout; who has set it longer need not wait. */
  private static final Duration FIN_WAIT_2_DEADLINE = Duration.ofSeconds(70);

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  @Override
  public void run(ScenarioContext context) throws Exception {
    Console console = context.console();
    DemoServer server = DemoServer.start(SERVER_IDLE_TIME);
    int port = server.port();
    console.line(
        "server: " + server + ", closes connections idle for " + seconds(SERVER_IDLE_TIME));

    if (context.broken()) {
      leak(console, port);
    } else {
      close(console, port);
    }
    context.evidence().awaitAgent();
    context.evidence().show("CLOSE_WAIT", port);
    if (context.broken()) {
      SourceLine.show(
          console,
          context.sources(),
          LeakedResponse.class,
          "ClassicHttpResponse response = client");
    }
    context
        .evidence()
        .tryNext(
            context.broken()
                ? new NextStep(
                    context.command() + " leaked-response --cured",
                    "the same calls, each response closed: nothing stays in CLOSE_WAIT")
                : new NextStep(
                    context.command() + " four-way-close", "what the states mean, one by one"));
  }

  private static void leak(Console console, int port) throws Exception {
    console.part(CALLS + " calls of GET /cart; nobody closes the responses");
    // HttpClient probes idle connections every few seconds (SO_KEEPALIVE). Once the server has
    // forgotten a connection it answers with an RST: CLOSE_WAIT vanishes from the kernel's table
    // after the minute of FIN_WAIT_2, and the leaked descriptor alone stays. Most clients do not
    // probe, and their leaks stay to be seen.
    SocketConfig noProbes = SocketConfig.custom().setSoKeepAlive(false).build();
    // The default limits, 5 a route and 25 in all, would make the sixth call wait for ever.
    CloseableHttpClient client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(CALLS)
                    .setMaxConnTotal(CALLS)
                    .setDefaultSocketConfig(noProbes)
                    .build())
            .build();
    HttpHost target = new HttpHost(DemoServer.HOST, port);
    Progress calls = console.progress(Duration.ofSeconds(1));
    for (int i = 1; i <= CALLS; i++) {
      statusOnly(client, target);
      calls.show(i + " of " + CALLS + " calls");
      Thread.sleep(PAUSE.toMillis());
    }
    calls.done(CALLS + " of " + CALLS + " calls");

    console.part("The server closes what is idle; the client's ends stay in CLOSE_WAIT");
    Progress closing = console.progress(Duration.ofSeconds(1));
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (ProcNetTcp.count("CLOSE_WAIT", port) < CALLS && System.nanoTime() < deadline) {
      closing.show(states(port));
      Thread.sleep(200);
    }
    closing.done(states(port));

    console.part("A minute passes: the kernel ends FIN_WAIT_2, but nothing ends CLOSE_WAIT");
    Progress aging = console.progress(Duration.ofSeconds(10));
    long start = System.nanoTime();
    long age = 0;
    while (age < LEAK_AGE.toSeconds()
        || ProcNetTcp.count("FIN_WAIT_2", port) > 0 && age < FIN_WAIT_2_DEADLINE.toSeconds()) {
      aging.show(String.format(Locale.ROOT, "%2d s: %s", age, states(port)));
      Thread.sleep(500);
      age = (System.nanoTime() - start) / 1_000_000_000;
    }
    aging.done(age + " s: " + states(port));
  }

  private static int statusOnly(CloseableHttpClient client, HttpHost target) throws IOException {
    HttpGet request = new HttpGet("/cart");
    ClassicHttpResponse response = client.executeOpen(target, request, HttpCoreContext.create());
    return response.getCode();
  }

  private static void close(Console console, int port) throws Exception {
    console.part(CALLS + " calls of GET /cart; each response is read to its end and closed");
    // Without eviction the pool would hold what the server has closed until the next call comes.
    CloseableHttpClient client =
        HttpClients.custom().evictIdleConnections(CLIENT_IDLE_TIME).build();
    HttpHost target = new HttpHost(DemoServer.HOST, port);
    Progress calls = console.progress(Duration.ofSeconds(1));
    for (int i = 1; i <= CALLS; i++) {
      try (ClassicHttpResponse response =
          client.executeOpen(target, new HttpGet("/cart"), HttpCoreContext.create())) {
        EntityUtils.consume(response.getEntity());
      }
      calls.show(i + " of " + CALLS + " calls");
    }
    calls.done(CALLS + " of " + CALLS + " calls");

    console.part("The pool closes what is idle before the server would");
    Progress idle = console.progress(Duration.ofSeconds(1));
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (live(port) > 0 && System.nanoTime() < deadline) {
      idle.show(states(port));
      Thread.sleep(200);
    }
    idle.done(states(port));
  }

  /** Sockets of client and server that are neither listening nor in TIME_WAIT. */
  private static long live(int port) throws IOException {
    return ProcNetTcp.onPort(port).stream()
        .filter(row -> !row.state().equals("LISTEN") && !row.state().equals("TIME_WAIT"))
        .count();
  }

  private static String states(int port) throws IOException {
    List<ProcNetTcp.Row> rows = ProcNetTcp.onPort(port);
    StringBuilder text = new StringBuilder();
    for (String state : List.of("ESTABLISHED", "FIN_WAIT_2", "CLOSE_WAIT", "TIME_WAIT")) {
      long count = rows.stream().filter(row -> row.state().equals(state)).count();
      text.append(text.length() == 0 ? "" : ", ").append(state).append(' ').append(count);
    }
    return text.toString();
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + " s";
  }
}
