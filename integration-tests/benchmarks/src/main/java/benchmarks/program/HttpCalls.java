package benchmarks.program;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * Calls of Tomcat by Apache HttpClient, each on a connection of its own, in one JVM. The client
 * closes first.
 *
 * <p>Commands: {@code calls N}, as fast as they go; {@code paced N PER_SECOND}. Each answers the
 * wall time in nanoseconds. {@code port} answers Tomcat's port.
 */
public final class HttpCalls {

  private static final byte[] BODY = new byte[512];

  private final CloseableHttpClient client =
      HttpClients.custom()
          .setConnectionReuseStrategy((request, response, context) -> false)
          .disableAutomaticRetries()
          .build();
  private final String address;

  private HttpCalls(String address) {
    this.address = address;
  }

  public static void main(String[] arguments) throws Exception {
    int port = tomcat();
    HttpCalls calls = new HttpCalls("http://127.0.0.1:" + port + "/");
    Commands.serve(
        command ->
            command[0].equals("port")
                ? port
                : calls.make(
                    Integer.parseInt(command[1]),
                    command[0].equals("paced") ? Integer.parseInt(command[2]) : 0));
  }

  private long make(int count, int perSecond) throws IOException {
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      if (perSecond > 0) {
        Pace.awaitTurn(begin + i * TimeUnit.SECONDS.toNanos(1) / perSecond);
      }
      int length =
          client.execute(
              new HttpGet(address),
              response -> EntityUtils.toByteArray(response.getEntity()).length);
      if (length != BODY.length) {
        throw new IOException("a response of the wrong length");
      }
    }
    return System.nanoTime() - begin;
  }

  private static int tomcat() throws Exception {
    File base = Files.createTempDirectory("benchmark-tomcat").toFile();
    base.deleteOnExit();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(base.getPath());
    tomcat.setSilent(true);
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", base.getPath());
    Tomcat.addServlet(
        context,
        "body",
        new HttpServlet() {
          @Override
          protected void doGet(HttpServletRequest request, HttpServletResponse response)
              throws IOException {
            response.setContentLength(BODY.length);
            response.getOutputStream().write(BODY);
          }
        });
    context.addServletMappingDecoded("/", "body");
    tomcat.start();
    return connector.getLocalPort();
  }
}
