package io.firstfin.demo;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/**
 * A server of plain sockets on a loopback port, with a thread for each connection; for a small
 * load.
 */
final class LoopbackServer implements Closeable {
  private static final int BACKLOG = 50;

  private final ServerSocket listener;

  private LoopbackServer(ServerSocket listener) {
    this.listener = listener;
  }

  /**
   * @param port 0 for any free port
   * @param name of the threads
   * @param service called with each connection, which it closes
   */
  static LoopbackServer start(int port, String name, Consumer<Socket> service) throws IOException {
    ServerSocket listener = new ServerSocket(port, BACKLOG, InetAddress.getByName(DemoServer.HOST));
    LoopbackServer server = new LoopbackServer(listener);
    Daemons.start(() -> server.accept(name, service), name);
    return server;
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept(String name, Consumer<Socket> service) {
    try {
      while (true) {
        Socket socket = listener.accept();
        Daemons.start(() -> service.accept(socket), name);
      }
    } catch (IOException e) {
      // The listener was closed: the scenario is over.
    }
  }
}
