package com.example.workload;

import com.example.support.Console;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URL;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * Calls an HTTPS server of its own, each time on a new connection that the client closes first.
 *
 * <p>Arguments: port, number of calls, key store (PKCS #12), its password, version of TLS.
 */
public final class HttpsCalls {
  private static final byte[] BODY = {'o', 'k'};

  private HttpsCalls() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    int calls = Integer.parseInt(arguments[1]);
    SSLContext context = TlsKeys.context(arguments[2], arguments[3].toCharArray());
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpsServer server = HttpsServer.create(new InetSocketAddress("127.0.0.1", port), 128);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters version = context.getDefaultSSLParameters();
            version.setProtocols(new String[] {arguments[4]});
            parameters.setSSLParameters(version);
          }
        });
    server.createContext("/", HttpsCalls::answer);
    server.start();
    URL url = new URL("https://127.0.0.1:" + port + "/");
    for (int i = 0; i < calls; i++) {
      call(url, context);
    }
    Console.say("done");
    Console.awaitEnd();
    System.exit(0);
  }

  private static void call(URL url, SSLContext context) throws IOException {
    HttpsURLConnection connection = (HttpsURLConnection) url.openConnection();
    connection.setSSLSocketFactory(context.getSocketFactory());
    connection.setHostnameVerifier((host, session) -> true);
    InputStream in = connection.getInputStream();
    // Before the end of the body: after it the pool has the connection.
    in.read();
    connection.disconnect();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, BODY.length);
    exchange.getResponseBody().write(BODY);
    exchange.close();
  }
}
