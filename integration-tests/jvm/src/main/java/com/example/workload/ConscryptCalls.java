package com.example.workload;

import com.example.support.Console;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.conscrypt.Conscrypt;

/**
 * Calls a server of its own over TLS of Conscrypt, each time on a new connection that the client
 * closes first.
 *
 * <p>Arguments: port, number of calls, key store (PKCS #12), its password, version of TLS.
 */
public final class ConscryptCalls {
  private ConscryptCalls() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    int calls = Integer.parseInt(arguments[1]);
    TlsKeys keys = TlsKeys.of(arguments[2], arguments[3].toCharArray());
    String[] versions = {arguments[4]};
    SSLContext context = SSLContext.getInstance("TLS", Conscrypt.newProvider());
    context.init(keys.keys.getKeyManagers(), keys.trust.getTrustManagers(), null);
    InetAddress address = InetAddress.getByName("127.0.0.1");
    SSLServerSocket server =
        (SSLServerSocket) context.getServerSocketFactory().createServerSocket(port, 50, address);
    server.setEnabledProtocols(versions);
    Thread answers = new Thread(() -> answer(server));
    answers.setDaemon(true);
    answers.start();
    for (int i = 0; i < calls; i++) {
      try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(address, port)) {
        socket.setEnabledProtocols(versions);
        socket.getOutputStream().write('?');
        socket.getInputStream().read();
      }
    }
    Console.say("done");
    Console.awaitEnd();
    System.exit(0);
  }

  private static void answer(SSLServerSocket server) {
    while (true) {
      try (Socket socket = server.accept()) {
        while (socket.getInputStream().read() >= 0) {
          socket.getOutputStream().write('!');
        }
      } catch (IOException e) {
        // The client has closed the connection.
      }
    }
  }
}
