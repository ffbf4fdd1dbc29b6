package com.example.quiet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * A server of HTTPS that closes idle connections sooner than its clients do. These notice it before
 * the next call, and close with a farewell: data that comes after the server's close, and no call.
 *
 * <p>Arguments: port.
 */
public final class TlsService {
  private static final String PASSWORD = "changeit";
  private static final int CALLS_AT_ONCE = 4;
  private static final int PAUSE_MILLIS = 4_000;

  private TlsService() {}

  public static void main(String[] arguments) throws Exception {
    // Seconds; less than the pause.
    System.setProperty("sun.net.httpserver.idleInterval", "2");
    int port = Integer.parseInt(arguments[0]);
    KeyStore keys = keys();
    SSLContext tls = context(keys);
    HttpsServer server = HttpsServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext("/", TlsService::answer);
    server.start();
    URL url = URI.create("https://127.0.0.1:" + port + "/").toURL();
    Work work = new Work(CALLS_AT_ONCE);
    for (int i = 0; i < CALLS_AT_ONCE; i++) {
      work.every(PAUSE_MILLIS, () -> call(url, tls.getSocketFactory()));
    }
    work.untilInputEnds();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private static int call(URL url, SSLSocketFactory sockets) throws IOException {
    HttpsURLConnection connection = (HttpsURLConnection) url.openConnection();
    connection.setSSLSocketFactory(sockets);
    try (InputStream body = connection.getInputStream()) {
      body.readAllBytes();
    }
    return 1;
  }

  private static KeyStore keys() throws Exception {
    Path folder = Files.createTempDirectory("firstfin-quiet-tls");
    Path file = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .inheritIO()
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    Files.delete(file);
    Files.delete(folder);
    return keys;
  }

  private static SSLContext context(KeyStore keys) throws Exception {
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    String alias = keys.aliases().nextElement();
    trusted.setCertificateEntry(alias, keys.getCertificate(alias));
    TrustManagerFactory peers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    peers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), peers.getTrustManagers(), null);
    return context;
  }
}
