package io.firstfin.demo;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Sends back what comes, and closes when its peer has. Plain sockets on a loopback port. */
final class EchoServer implements Closeable {
  private static final byte[] MESSAGE = new byte[64];

  private static final int BACKLOG = 50;

  private final ServerSocket listener;

  private EchoServer(ServerSocket listener) {
    this.listener = listener;
  }

  /**
   * @param port 0 for any that is free
   */
  static EchoServer start(int port) throws IOException {
    ServerSocket listener = new ServerSocket(port, BACKLOG, InetAddress.getByName(DemoServer.HOST));
    EchoServer server = new EchoServer(listener);
    Daemons.start(server::accept, "echo server");
    return server;
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Sends one message and reads it back. */
  static void exchange(Socket socket) throws IOException {
    socket.getOutputStream().write(MESSAGE);
    if (socket.getInputStream().readNBytes(MESSAGE.length).length < MESSAGE.length) {
      throw new IOException("the server closed before it answered");
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        Daemons.start(() -> echo(socket), "echo");
      }
    } catch (IOException e) {
      // Closed: the scenario is over.
    }
  }

  private static void echo(Socket socket) {
    try (socket;
        InputStream in = socket.getInputStream()) {
      in.transferTo(socket.getOutputStream());
    } catch (IOException e) {
      // The peer's matter: it hears of it at its own end.
    }
  }
}
