package com.example.workload;

import com.example.support.Console;
import com.example.support.KernelState;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.security.KeyStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Ends TLS connections, in turn by the client and by the server. Each is half-closed first, so that
 * the order is certain.
 *
 * <p>Arguments: port, number of connections, key store (PKCS #12), its password.
 */
public final class TlsCloses {
  private TlsCloses() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    int connections = Integer.parseInt(arguments[1]);
    SSLContext context = context(arguments[2], arguments[3].toCharArray());
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    SSLServerSocket listener =
        (SSLServerSocket) context.getServerSocketFactory().createServerSocket(port, 16, loopback);
    ExecutorService serverThread = Executors.newSingleThreadExecutor();
    Tally tally = new Tally();
    for (int i = 0; i < connections; i++) {
      Future<SSLSocket> accepted = serverThread.submit(() -> accept(listener));
      SSLSocket client = (SSLSocket) context.getSocketFactory().createSocket(loopback, port);
      // Otherwise each step of the handshake waits for a delayed ACK.
      client.setTcpNoDelay(true);
      client.getOutputStream().write(1);
      if (client.getInputStream().read() != 1) {
        throw new IOException("no answer");
      }
      SSLSocket server = accepted.get();
      boolean clientFirst = i % 2 == 0;
      end(clientFirst ? client : server, clientFirst ? server : client);
      tally.add(clientFirst, true, CloseKind.FIN);
      tally.add(!clientFirst, false, CloseKind.FIN);
    }
    serverThread.shutdown();
    tally.say();
    Console.say("done");
    Console.awaitEnd();
  }

  private static SSLSocket accept(SSLServerSocket listener) throws IOException {
    SSLSocket server = (SSLSocket) listener.accept();
    server.setTcpNoDelay(true);
    server.getOutputStream().write(server.getInputStream().read());
    return server;
  }

  private static void end(SSLSocket first, SSLSocket second) throws IOException {
    first.shutdownOutput();
    if (second.getInputStream().read() >= 0) {
      throw new IOException("data where the end of stream was expected");
    }
    Loopback.await(second, KernelState.CLOSE_WAIT);
    second.close();
    while (first.getInputStream().read() >= 0) {
      // Reads to the end of stream.
    }
    first.close();
  }

  private static SSLContext context(String file, char[] password) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = new FileInputStream(file)) {
      store.load(in, password);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    // TLS 1.2 answers close_notify at once, which ends both directions.
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
