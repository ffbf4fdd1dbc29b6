package com.example.workload;

import com.example.support.Console;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;

/**
 * Calls a Tomcat with {@code java.net.http.HttpClient}s. At the first port the client closes,
 * because it is collected or its keep-alive time is over; at the second the server closes soon; at
 * the third a response is cancelled in its middle.
 *
 * <p>Arguments: address, first port, connections at each, {@code HTTP_1_1} or {@code HTTP_2}.
 */
public final class HttpClientCloses {
  private static final int LONG_MILLIS = 120_000;
  private static final int SOON_MILLIS = 300;
  private static final long END_NANOS = 30_000_000_000L;
  private static final int PATIENT = 0;
  private static final int IMPATIENT = 1;
  private static final int CANCELLED = 2;

  private HttpClientCloses() {}

  public static void main(String[] arguments) throws Exception {
    String address = arguments[0];
    int port = Integer.parseInt(arguments[1]);
    int connections = Integer.parseInt(arguments[2]);
    HttpClient.Version version = HttpClient.Version.valueOf(arguments[3]);
    serve(address, port);
    call(address, port, connections, version);
    Console.say("done");
    // Clients that nothing refers to any more close their connections when they are collected.
    Thread collector = new Thread(HttpClientCloses::collect);
    collector.setDaemon(true);
    collector.start();
    Console.awaitEnd();
    System.exit(0);
  }

  private static void collect() {
    try {
      while (true) {
        System.gc();
        Thread.sleep(200);
      }
    } catch (InterruptedException e) {
      // Nothing interrupts this thread.
    }
  }

  private static void call(String address, int port, int connections, HttpClient.Version version)
      throws Exception {
    List<HttpClient> clients = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      HttpClient client =
          HttpClient.newBuilder().version(version).connectTimeout(Duration.ofSeconds(10)).build();
      clients.add(client);
      for (int kind = PATIENT; kind <= CANCELLED; kind++) {
        URI uri = URI.create("http://" + address + ":" + (port + kind) + "/" + kind);
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build();
        var response = client.send(request, BodyHandlers.ofInputStream());
        if (response.version() != version) {
          throw new IOException("answered in " + response.version());
        }
        InputStream in = response.body();
        if (in.read() != 'o' || in.read() != 'k') {
          throw new IOException("not the answer");
        }
        if (kind != CANCELLED && in.read() >= 0) {
          throw new IOException("more than the answer");
        }
        in.close();
      }
    }
    awaitEnd(port + IMPATIENT);
    // The client is referenced until here, so that the impatient server closes first.
    clients.clear();
  }

  /** Waits until no connection to a port is established. */
  private static void awaitEnd(int port) throws Exception {
    String remote = String.format(":%04X 01 ", port);
    long start = System.nanoTime();
    while (established(remote, "tcp") || established(remote, "tcp6")) {
      if (System.nanoTime() - start > END_NANOS) {
        throw new IOException("the server keeps its connections");
      }
      Thread.sleep(20);
    }
  }

  private static boolean established(String remote, String table) throws IOException {
    return Files.readString(Path.of("/proc/self/net/" + table)).contains(remote);
  }

  private static void serve(String address, int port) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(System.getProperty("java.io.tmpdir"));
    tomcat.setSilent(true);
    tomcat.getService();
    for (int kind = PATIENT; kind <= CANCELLED; kind++) {
      int keptMillis = kind == IMPATIENT ? SOON_MILLIS : LONG_MILLIS;
      Connector connector = new Connector();
      connector.setPort(port + kind);
      connector.setProperty("address", InetAddress.getByName(address).getHostAddress());
      connector.setProperty("keepAliveTimeout", Integer.toString(keptMillis));
      connector.setProperty("connectionTimeout", Integer.toString(LONG_MILLIS));
      Http2Protocol http2 = new Http2Protocol();
      http2.setKeepAliveTimeout(keptMillis);
      connector.addUpgradeProtocol(http2);
      tomcat.getService().addConnector(connector);
    }
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "ok", new Ok()).setAsyncSupported(true);
    context.addServletMappingDecoded("/*", "ok");
    tomcat.start();
  }

  /** Answers two bytes, and leaves an answer that will be cancelled open. */
  private static final class Ok extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      boolean open = request.getRequestURI().endsWith(Integer.toString(CANCELLED));
      if (open) {
        request.startAsync().setTimeout(1000);
      } else {
        response.setContentLength(2);
      }
      response.getOutputStream().write(new byte[] {'o', 'k'});
      response.flushBuffer();
    }
  }
}
