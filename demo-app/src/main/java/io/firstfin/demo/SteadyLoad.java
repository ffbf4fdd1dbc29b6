package io.firstfin.demo;

import java.net.URL;
import java.time.Duration;
import java.util.Locale;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.HttpHost;

/**
 * A service that works for an hour, so that meters have something to show: most calls disconnect,
 * and now and then nothing closes a response.
 */
final class SteadyLoad implements Scenario {
  private static final Duration TIME = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofMillis(20);

  /** One leaked connection in this many calls, which take some two seconds. */
  private static final int CALLS_PER_LEAK = 100;

  /** More than there are in an hour. */
  private static final int MOST_LEAKS = 2_000;

  private static final Duration SERVER_IDLE_TIME = Duration.ofSeconds(5);

  @Override
  public void run(ScenarioContext context) throws Exception {
    Console console = context.console();
    DemoServer server = DemoServer.start(SERVER_IDLE_TIME);
    console.line("server: " + server);
    console.part(
        "GET /cart every "
            + PAUSE.toMillis()
            + " ms, "
            + (context.broken()
                ? "with disconnect() after each; of " + CALLS_PER_LEAK + " one response is leaked"
                : "on one connection"));
    URL url = server.uri("/cart").toURL();
    HttpHost target = new HttpHost(DemoServer.HOST, server.port());
    CloseableHttpClient leaking = LeakedResponse.leakingClient(MOST_LEAKS);
    Progress progress = console.progress(Duration.ofSeconds(10));
    long end = System.nanoTime() + TIME.toNanos();
    for (int calls = 0; System.nanoTime() < end; calls++) {
      if (!context.broken()) {
        ConnectionPerCall.call(url);
      } else if (calls % CALLS_PER_LEAK == 0 && calls / CALLS_PER_LEAK < MOST_LEAKS) {
        LeakedResponse.statusOnly(leaking, target);
      } else {
        ConnectionPerCall.callAndDisconnect(url);
      }
      if (calls % CALLS_PER_LEAK == 0) {
        progress.show(state(calls, server.port()));
      }
      Thread.sleep(PAUSE.toMillis());
    }
    progress.done("the hour is over");
  }

  private static String state(int calls, int port) throws Exception {
    return String.format(
        Locale.ROOT,
        "%,d calls; sockets in TIME_WAIT: %,d, in CLOSE_WAIT: %,d",
        calls,
        ProcNetTcp.count("TIME_WAIT", port),
        ProcNetTcp.count("CLOSE_WAIT", port));
  }
}
