package com.example.workload;

import com.example.support.Console;
import com.example.support.KernelState;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

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
    // TLS 1.2 answers close_notify at once, which ends both directions.
    SSLContext context = TlsKeys.context(arguments[2], arguments[3].toCharArray());
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
}
