package io.firstfin.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.util.TimeValue;

/**
 * A client reads the status of each response and never closes the response, so that its connection
 * stays leased from the pool. The server closes the connection when it is idle, and the client's
 * end stays in CLOSE_WAIT, for which the kernel has no timer. Next to it there is a second server,
 * with a client that closes every response: the connections that this server closes stay in the
 * client's pool, also in CLOSE_WAIT, but their number is bounded.
 */
final class LeakedResponse implements Scenario {
  private static final int CALLS = 150;

  /** The leak is slow, so that the agent need not sample the stacks that opened the connections. */
  private static final Duration PAUSE = Duration.ofMillis(20);

  /** Calls at once, and so the connections of the pool that only keeps them. */
  private static final int POOLED = 60;

  private static final Duration SERVER_IDLE_TIME = Duration.ofSeconds(2);
  private static final TimeValue CLIENT_IDLE_TIME = TimeValue.ofMilliseconds(500);

  /** The leak that continues meanwhile: growth distinguishes a leak from a pool. */
  private static final int LATER_CALLS = 150;

  /**
   * The agent warns of sockets that are in CLOSE_WAIT for a minute, and calls them a pool's when
   * their number has not grown for two minutes: no option shortens either time.
   */
  private static final Duration AGE = Duration.ofSeconds(122);

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final List<CloseableHttpClient> held = new ArrayList<>();

  @Override
  public void run(ScenarioContext context) throws Exception {
    Console console = context.console();
    DemoServer server = DemoServer.start(SERVER_IDLE_TIME);
    int port = server.port();
    console.line(
        "server: " + server + ", closes connections idle for " + seconds(SERVER_IDLE_TIME));

    DemoServer second = DemoServer.start(SERVER_IDLE_TIME);
    int pooledPort = second.port();
    console.line("second server: " + second + ", as the first");

    if (context.broken()) {
      CloseableHttpClient leaking = leak(console, port);
      park(console, pooledPort, TimeValue.NEG_ONE_MILLISECOND);
      age(console, leaking, port, pooledPort);
    } else {
      close(console, port);
      park(console, pooledPort, CLIENT_IDLE_TIME);
      awaitEviction(console, port, pooledPort);
    }
    context.evidence().awaitAgent();
    context.evidence().show("CLOSE_WAIT", port, pooledPort);
    if (context.broken()) {
      console.line("   on port %d, leaked: %d", port, ProcNetTcp.count("CLOSE_WAIT", port));
      console.line(
          "   on port %d, in a pool: %d", pooledPort, ProcNetTcp.count("CLOSE_WAIT", pooledPort));
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

  private CloseableHttpClient leak(Console console, int port) throws Exception {
    console.part(CALLS + " calls of GET /cart; nobody closes the responses");
    CloseableHttpClient client = client(CALLS + LATER_CALLS, TimeValue.NEG_ONE_MILLISECOND);
    HttpHost target = new HttpHost(DemoServer.HOST, port);
    Progress calls = console.progress(Duration.ofSeconds(1));
    for (int i = 1; i <= CALLS; i++) {
      statusOnly(client, target);
      calls.show(i + " of " + CALLS + " calls");
      Thread.sleep(PAUSE.toMillis());
    }
    calls.done(CALLS + " of " + CALLS + " calls");
    return client;
  }

  static int statusOnly(CloseableHttpClient client, HttpHost target) throws IOException {
    HttpGet request = new HttpGet("/cart");
    ClassicHttpResponse response = client.executeOpen(target, request, HttpCoreContext.create());
    return response.getCode();
  }

  private void close(Console console, int port) throws Exception {
    console.part(CALLS + " calls of GET /cart; each response is read to its end and closed");
    CloseableHttpClient client = client(CALLS, CLIENT_IDLE_TIME);
    HttpHost target = new HttpHost(DemoServer.HOST, port);
    Progress calls = console.progress(Duration.ofSeconds(1));
    for (int i = 1; i <= CALLS; i++) {
      consume(client.executeOpen(target, new HttpGet("/cart"), HttpCoreContext.create()));
      calls.show(i + " of " + CALLS + " calls");
    }
    calls.done(CALLS + " of " + CALLS + " calls");
  }

  /** As many calls at once as the pool has room for; all responses are closed. */
  private void park(Console console, int port, TimeValue evictIdle) throws Exception {
    console.part(POOLED + " calls at once to the second server, each response closed");
    CloseableHttpClient client = client(POOLED, evictIdle);
    HttpHost target = new HttpHost(DemoServer.HOST, port);
    List<ClassicHttpResponse> responses = new ArrayList<>();
    for (int i = 0; i < POOLED; i++) {
      responses.add(client.executeOpen(target, new HttpGet("/cart"), HttpCoreContext.create()));
    }
    for (ClassicHttpResponse response : responses) {
      consume(response);
    }
    console.line("   " + states(port));
  }

  private static void consume(ClassicHttpResponse response) throws IOException {
    try (response) {
      EntityUtils.consume(response.getEntity());
    }
  }

  /** A client that can have this many responses that nothing closes. */
  static CloseableHttpClient leakingClient(int connections) {
    return builder(connections).build();
  }

  /**
   * A client that stays referenced until the end, because the JDK closes sockets that nothing
   * refers to.
   *
   * @param evictIdle idle time after which the pool closes a connection; negative for never: then
   *     the pool keeps what the server has closed until the next call comes
   */
  private CloseableHttpClient client(int connections, TimeValue evictIdle) {
    HttpClientBuilder builder = builder(connections);
    if (evictIdle.getDuration() >= 0) {
      builder.evictIdleConnections(evictIdle);
    }
    CloseableHttpClient client = builder.build();
    held.add(client);
    return client;
  }

  private static HttpClientBuilder builder(int connections) {
    // HttpClient probes idle connections every few seconds (SO_KEEPALIVE). Once the server has
    // forgotten a connection, it answers the probe with an RST: after the minute of FIN_WAIT_2 the
    // CLOSE_WAIT vanishes from the kernel's table, and only the leaked descriptor remains. Most
    // clients do not probe, and their leaks stay visible.
    SocketConfig noProbes = SocketConfig.custom().setSoKeepAlive(false).build();
    // With the default limits, 5 a route and 25 in all, the sixth call would wait for ever.
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(connections)
                .setMaxConnTotal(connections)
                .setDefaultSocketConfig(noProbes)
                .build());
  }

  private static void age(Console console, CloseableHttpClient leaking, int leaked, int pooled)
      throws Exception {
    console.part("The servers close what is idle; the client's ends stay in CLOSE_WAIT");
    Progress closing = console.progress(Duration.ofSeconds(1));
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (ProcNetTcp.count("CLOSE_WAIT", leaked, pooled) < CALLS + POOLED
        && System.nanoTime() < deadline) {
      closing.show(states(leaked, pooled));
      Thread.sleep(200);
    }
    closing.done(states(leaked, pooled));

    console.part(
        "Two minutes pass: no timer ends CLOSE_WAIT; the leak goes on, the pool stays as it is");
    HttpHost target = new HttpHost(DemoServer.HOST, leaked);
    Progress aging = console.progress(Duration.ofSeconds(10));
    long start = System.nanoTime();
    long age = 0;
    int calls = 0;
    while (age < AGE.toSeconds()) {
      if (calls < LATER_CALLS * age / AGE.toSeconds()) {
        statusOnly(leaking, target);
        calls++;
      }
      aging.show(String.format(Locale.ROOT, "%3d s: %s", age, countsOf(leaked, pooled)));
      Thread.sleep(250);
      age = (System.nanoTime() - start) / 1_000_000_000;
    }
    aging.done(age + " s: " + countsOf(leaked, pooled));
  }

  private static String countsOf(int leaked, int pooled) throws IOException {
    return String.format(
        "CLOSE_WAIT leaked %d, in a pool %d",
        ProcNetTcp.count("CLOSE_WAIT", leaked), ProcNetTcp.count("CLOSE_WAIT", pooled));
  }

  private static void awaitEviction(Console console, Integer... ports) throws Exception {
    console.part("The pools close what is idle before the servers would");
    Progress idle = console.progress(Duration.ofSeconds(1));
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (live(ports) > 0 && System.nanoTime() < deadline) {
      idle.show(states(ports));
      Thread.sleep(200);
    }
    idle.done(states(ports));
  }

  /** Sockets of clients and servers that are neither listening nor in TIME_WAIT. */
  private static long live(Integer... ports) throws IOException {
    return ProcNetTcp.all().stream()
        .filter(row -> Stream.of(ports).anyMatch(row::touches))
        .filter(row -> !row.state().equals("LISTEN") && !row.state().equals("TIME_WAIT"))
        .count();
  }

  private static String states(Integer... ports) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String state : List.of("ESTABLISHED", "FIN_WAIT_2", "CLOSE_WAIT", "TIME_WAIT")) {
      long count = ProcNetTcp.count(state, ports);
      text.append(text.length() == 0 ? "" : ", ").append(state).append(' ').append(count);
    }
    return text.toString();
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + " s";
  }
}
