package io.firstfin.demo;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.util.ServerInfo;

/**
 * A Tomcat on a free loopback port. It answers {@code GET /cart} with a small JSON body, and {@code
 * GET /slow-cart} with the same body after {@link #SLOW}.
 */
final class DemoServer {
  static final String HOST = "127.0.0.1";

  /** The time that a backend with some work takes. */
  static final Duration SLOW = Duration.ofMillis(20);

  private static final int NO_REQUEST_CAP = -1;
  private static final String REQUEST_CAP = "maxKeepAliveRequests";

  private final Tomcat tomcat;
  private final Context context;

  /** Null without TLS. */
  private final TestKeys keys;

  private DemoServer(Tomcat tomcat, Context context, TestKeys keys) {
    this.tomcat = tomcat;
    this.context = context;
    this.keys = keys;
  }

  /**
   * @param keepAlive idle time after which the server closes a connection
   */
  static DemoServer start(Duration keepAlive) throws Exception {
    // With Tomcat's default of 100 the server would close first now and then: that is another
    // scenario.
    return start(keepAlive, NO_REQUEST_CAP);
  }

  /**
   * @param keepAlive idle time after which the server closes a connection
   * @param requestCap requests after which the server closes a connection; -1 for no such limit
   */
  static DemoServer start(Duration keepAlive, int requestCap) throws Exception {
    return start(folder(), keepAlive, Map.of(REQUEST_CAP, Integer.toString(requestCap)), null);
  }

  /**
   * Starts a server that takes few connections.
   *
   * @param connections served at one time; each of them is closed after its answer
   * @param backlog how many more may wait to be accepted
   */
  static DemoServer startSmall(int connections, int backlog) throws Exception {
    return start(
        folder(),
        Duration.ofSeconds(60),
        Map.of(
            REQUEST_CAP,
            "1",
            "maxConnections",
            Integer.toString(connections),
            "acceptCount",
            Integer.toString(backlog)),
        null);
  }

  /** Starts a server that speaks HTTPS, with a key of its own. */
  static DemoServer startTls(Duration keepAlive) throws Exception {
    Path folder = folder();
    Map<String, String> settings = Map.of(REQUEST_CAP, Integer.toString(NO_REQUEST_CAP));
    return start(folder, keepAlive, settings, TestKeys.make(folder));
  }

  private static Path folder() throws IOException {
    Path folder = Files.createTempDirectory("firstfin-demo-");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
    return folder;
  }

  private static DemoServer start(
      Path folder, Duration keepAlive, Map<String, String> settings, TestKeys keys)
      throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", HOST);
    connector.setProperty("keepAliveTimeout", Long.toString(keepAlive.toMillis()));
    settings.forEach(connector::setProperty);
    if (keys != null) {
      keys.serve(connector);
    }
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", null);
    add(context, "cart", new Cart(Duration.ZERO));
    add(context, "slow-cart", new Cart(SLOW));
    tomcat.start();
    return new DemoServer(tomcat, context, keys);
  }

  private static void add(Context context, String name, HttpServlet servlet) {
    Tomcat.addServlet(context, name, servlet).setAsyncSupported(true);
    context.addServletMappingDecoded("/" + name, name);
  }

  /** Serves {@code GET /name} too. */
  void serve(String name, HttpServlet servlet) {
    add(context, name, servlet);
  }

  /** What a client needs to trust a server that speaks HTTPS. */
  TestKeys keys() {
    return keys;
  }

  int port() {
    return tomcat.getConnector().getLocalPort();
  }

  /**
   * @param path begins with a slash
   */
  URI uri(String path) {
    return URI.create((keys == null ? "http://" : "https://") + HOST + ":" + port() + path);
  }

  /** Such as {@code Apache Tomcat/11.0.1 on 127.0.0.1:41234}. */
  @Override
  public String toString() {
    return ServerInfo.getServerInfo() + " on " + HOST + ":" + port();
  }

  private static void delete(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // The demo is ending, and the system empties its temporary folder.
    }
  }

  private static final class Cart extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final byte[] BODY =
        "{\"items\":[\"tea\",\"bread\"]}\n".getBytes(StandardCharsets.US_ASCII);

    private final long delayMillis;

    Cart(Duration delay) {
      delayMillis = delay.toMillis();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      try {
        Thread.sleep(delayMillis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      response.setContentType("application/json");
      response.setContentLength(BODY.length);
      response.getOutputStream().write(BODY);
    }
  }
}
