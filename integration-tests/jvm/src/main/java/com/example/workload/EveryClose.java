package com.example.workload;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Everything that connections can do. Throws where a result is not the one without an agent. */
final class EveryClose {
  private final ServerSocket listener = new ServerSocket(0, 8, InetAddress.getByName("127.0.0.1"));
  private final ServerSocketChannel channels = ServerSocketChannel.open();

  EveryClose() throws IOException {
    channels.bind(new InetSocketAddress("127.0.0.1", 0));
  }

  /** Makes each of them once: eight closes, and a connect that is refused. */
  void make() throws IOException {
    socket(false);
    socket(true);
    channel(false);
    channel(true);
    refused();
  }

  /** Ends one connection of sockets. */
  void socket(boolean serverFirst) throws IOException {
    Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
    Socket server = listener.accept();
    client.getOutputStream().write(1);
    expect(1, server.getInputStream().read());
    server.getOutputStream().write(2);
    expect(2, client.getInputStream().read());
    Socket first = serverFirst ? server : client;
    Socket second = serverFirst ? client : server;
    if (serverFirst) {
      first.shutdownOutput();
    } else {
      first.close();
    }
    expect(-1, second.getInputStream().read());
    second.close();
    first.close();
    expect(true, first.isClosed() && second.isClosed());
  }

  private void channel(boolean resets) throws IOException {
    SocketChannel client = SocketChannel.open(channels.getLocalAddress());
    SocketChannel server = channels.accept();
    client.write(ByteBuffer.wrap(new byte[] {3}));
    ByteBuffer read = ByteBuffer.allocate(1);
    expect(1, server.read(read));
    expect((byte) 3, read.get(0));
    if (resets) {
      client.setOption(java.net.StandardSocketOptions.SO_LINGER, 0);
    } else {
      client.shutdownOutput();
      expect(-1, server.read(ByteBuffer.allocate(1)));
    }
    client.close();
    server.close();
    expect(false, client.isOpen() || server.isOpen());
  }

  private void refused() throws IOException {
    ServerSocket gone = new ServerSocket(0);
    int port = gone.getLocalPort();
    gone.close();
    try (Socket client = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      throw new IllegalStateException("connected to nothing: " + client);
    } catch (java.net.ConnectException expected) {
      return;
    }
  }

  private static void expect(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new IllegalStateException(actual + " instead of " + expected);
    }
  }
}
