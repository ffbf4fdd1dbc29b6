package com.example.truth.race;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLContext;

/** {@code ServerSocket}, with one thread for each of a few connections. */
final class SocketServer implements Server {
  private static final int THREADS = 4;

  private final SSLContext context;
  private final boolean half;

  private SocketServer(SSLContext context, boolean half) {
    this.context = context;
    this.half = half;
  }

  /** With {@code half}, the server ends its own direction first and waits for the client's end. */
  static Server plain(boolean half) {
    return new SocketServer(null, half);
  }

  static Server tls(SSLContext context) {
    return new SocketServer(context, false);
  }

  @Override
  public void listen(InetSocketAddress address) throws IOException {
    ServerSocket listener = Tls.listener(context);
    listener.bind(address, 512);
    for (int i = 0; i < THREADS; i++) {
      Daemons.start(() -> serve(listener));
    }
  }

  private void serve(ServerSocket listener) {
    while (true) {
      try (Socket socket = listener.accept()) {
        socket.setTcpNoDelay(true);
        InputStream in = socket.getInputStream();
        Requests.readLine(in);
        socket.getOutputStream().write(REPLY);
        if (half) {
          socket.shutdownOutput();
          while (in.read() >= 0) {
            // Reads to the client's end.
          }
        }
      } catch (IOException e) {
        // The client was first, and reset the connection.
      }
    }
  }
}
