package benchmarks.program.newer;

import benchmarks.program.Commands;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * The JDK's HTTP client against the JDK's HTTP server over one connection that is kept alive.
 *
 * <p>Command {@code requests N}; answers the wall time in nanoseconds. Run with {@code
 * -Dsun.net.httpserver.nodelay=true}: otherwise each response waits 40 ms for a delayed ACK.
 */
public final class HttpExchanges {

  private static final byte[] BODY = new byte[512];

  private HttpExchanges() {}

  public static void main(String[] arguments) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, BODY.length);
          exchange.getResponseBody().write(BODY);
          exchange.close();
        });
    server.start();
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    Commands.serve(command -> request(Integer.parseInt(command[1]), client, request));
  }

  private static long request(int count, HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      if (client.send(request, BodyHandlers.ofByteArray()).body().length != BODY.length) {
        throw new IOException("a response of the wrong length");
      }
    }
    return System.nanoTime() - begin;
  }
}
