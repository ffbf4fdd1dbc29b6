package benchmarks.fleet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The metrics of many JVMs, each under a path of its own: every series that an agent can have by
 * default, except that only two findings are active. The values change as those of a working
 * service do.
 */
final class Jvms implements AutoCloseable {
  /** Option {@code top} of the agent; the rest is "other". */
  private static final int TOP = 20;

  private static final List<String> STATES =
      List.of(
          "established",
          "syn_sent",
          "syn_received",
          "fin_wait_1",
          "fin_wait_2",
          "time_wait",
          "closed",
          "close_wait",
          "last_ack",
          "listen",
          "closing");

  /** States for which the kernel names no owner. */
  private static final Set<String> WITHOUT_OWNER = Set.of("syn_received", "last_ack");

  private static final List<String> ROLES = List.of("client", "server", "unknown");

  private static final List<String> INITIATORS =
      List.of("local", "remote", "simultaneous", "unknown");

  private static final List<String> REASONS =
      List.of(
          "address_unavailable",
          "address_in_use",
          "refused",
          "timed_out",
          "unreachable",
          "reset",
          "closed",
          "other");

  /** Roughly as many as one Prometheus scrapes at a time. */
  private static final int THREADS = 4;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final int services;
  private final long started = System.nanoTime();

  Jvms(int services) throws IOException {
    this.services = services;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String service(int jvm) {
    return "service-" + jvm % services;
  }

  private void answer(HttpExchange exchange) throws IOException {
    int jvm = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
    byte[] page = page(jvm).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    exchange.sendResponseHeaders(200, page.length);
    exchange.getResponseBody().write(page);
    exchange.close();
  }

  /** The page of one JVM at this moment. */
  String page(int jvm) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started);
    int wave = (int) (Math.sin((seconds + jvm) / 30.0) * 100) + 200;
    Page page = new Page();
    for (String state : STATES) {
      if (!WITHOUT_OWNER.contains(state)) {
        page.gauge("firstfin_sockets", wave, "state", state, "owner", "jvm");
      }
      page.gauge(
          "firstfin_sockets",
          jvm % 7 == 0 ? Double.NaN : wave / 2,
          "state",
          state,
          "owner",
          "others");
    }
    page.gauge("firstfin_ports_used_ports", wave * 20);
    page.gauge("firstfin_ports_max_ports", 28_232);
    for (String role : ROLES) {
      for (String initiator : INITIATORS) {
        for (String how : hows(initiator)) {
          page.counter(
              "firstfin_connections_closed_connections",
              seconds * 5,
              "role",
              role,
              "initiator",
              initiator,
              "how",
              how);
        }
      }
      page.gauge(
          "firstfin_time_wait_by_destination_sockets", wave, "remote", "other", "role", role);
      if (!role.equals("unknown")) {
        opened(page, role, seconds);
      }
    }
    for (String reason : REASONS) {
      page.counter("firstfin_connect_failures", seconds / 10, "reason", reason);
    }
    page.gauge("firstfin_findings", 1, "id", "close-per-request", "severity", "warning");
    page.gauge("firstfin_findings", 1, "id", "time-wait-server-side", "severity", "info");
    for (int i = 0; i < TOP; i++) {
      String line =
          "com.example.service" + jvm % services + ".Client.call(Client.java:" + (100 + i) + ")";
      page.gauge(
          "firstfin_time_wait_by_site_sockets",
          wave + i,
          "site",
          Integer.toHexString(0x10000000 + jvm % services * 100 + i),
          "line",
          line);
      page.gauge(
          "firstfin_time_wait_by_destination_sockets",
          wave + i,
          "remote",
          "10.0." + i + ".1:8080",
          "role",
          "client");
    }
    page.gauge("firstfin_time_wait_by_site_sockets", wave, "site", "other", "line", "other");
    page.counter("firstfin_agent_dropped_records", 0);
    page.counter("firstfin_agent_errors", 0);
    for (String source : List.of("sockstat", "sock_diag")) {
      page.counted("firstfin_census_duration_seconds", seconds / 10, "source", source);
    }
    return page.toString();
  }

  /** Where the role is unknown, the opening was not seen, so that the lifetime is unknown too. */
  private static void opened(Page page, String role, long seconds) {
    page.counter("firstfin_connections_opened_connections", seconds * 10, "role", role);
    for (String initiator : INITIATORS) {
      page.counted(
          "firstfin_connections_lifetime_seconds",
          seconds * 10,
          "role",
          role,
          "initiator",
          initiator);
    }
  }

  private static List<String> hows(String initiator) {
    return switch (initiator) {
      case "simultaneous" -> List.of("fin");
      case "unknown" -> List.of("unknown");
      default -> List.of("fin", "rst", "unknown");
    };
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /**
   * Prometheus' text format, 0.0.4, without help and type, which Prometheus does not store as
   * series.
   */
  private static final class Page {
    private final StringBuilder text = new StringBuilder(16_000);

    void gauge(String name, double value, String... labels) {
      text.append(name);
      for (int i = 0; i < labels.length; i += 2) {
        text.append(i == 0 ? '{' : ',')
            .append(labels[i])
            .append("=\"")
            .append(labels[i + 1])
            .append('"');
      }
      text.append(labels.length == 0 ? " " : "} ").append(value).append('\n');
    }

    void counter(String name, double value, String... labels) {
      gauge(name + "_total", value, labels);
    }

    /** The series of a timer. */
    void counted(String name, double count, String... labels) {
      gauge(name + "_count", count, labels);
      gauge(name + "_sum", count * 0.01, labels);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
