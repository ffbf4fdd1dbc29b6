package io.firstfin.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SecureCollectorTest {
  private static final String TRUST = "javax.net.ssl.trustStore";
  private static final String PASSWORD = "changeit";

  @TempDir Path folder;

  private final String trustBefore = System.getProperty(TRUST);
  private final AtomicInteger requests = new AtomicInteger();
  private Path store;
  private HttpsServer server;

  @BeforeEach
  void serve() throws Exception {
    store = folder.resolve("store.p12");
    run(
        "-genkeypair -alias a -keyalg EC -dname CN=receiver -ext san=ip:127.0.0.1"
            + " -storetype PKCS12 -storepass "
            + PASSWORD
            + " -keystore "
            + store);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          requests.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
    if (trustBefore == null) {
      System.clearProperty(TRUST);
    } else {
      System.setProperty(TRUST, trustBefore);
    }
  }

  @Test
  void aReceiverThatTheJvmTrustsGetsTheMeters() throws Exception {
    Path trusted = folder.resolve("trusted.p12");
    Path certificate = folder.resolve("receiver.pem");
    run(
        "-exportcert -alias a -storepass "
            + PASSWORD
            + " -keystore "
            + store
            + " -file "
            + certificate);
    run(
        "-importcert -noprompt -alias a -storetype PKCS12 -storepass "
            + PASSWORD
            + " -keystore "
            + trusted
            + " -file "
            + certificate);
    System.setProperty(TRUST, trusted.toString());
    System.setProperty(TRUST + "Password", PASSWORD);
    try {
      CollectorConnection connection = connection("127.0.0.1");
      connection.post(Map.of(), new byte[10]);
      connection.post(Map.of(), new byte[10]);
      connection.close();
      assertEquals(2, requests.get());

      assertThrows(
          IOException.class,
          () -> connection("localhost").post(Map.of(), new byte[10]),
          "a certificate for another name");
    } finally {
      System.clearProperty(TRUST + "Password");
    }
  }

  @Test
  void aReceiverThatTheJvmDoesNotTrustGetsNothing() {
    assertThrows(IOException.class, () -> connection("127.0.0.1").post(Map.of(), new byte[10]));
    assertEquals(0, requests.get());
  }

  private CollectorConnection connection(String host) {
    return new CollectorConnection(
        URI.create("https://" + host + ":" + server.getAddress().getPort() + "/v1/metrics"),
        10_000);
  }

  private static void run(String arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/keytool"));
    command.addAll(List.of(arguments.split(" ")));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes());
    assertEquals(0, keytool.waitFor(), said);
  }
}
