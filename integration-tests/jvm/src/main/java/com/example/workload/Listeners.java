package com.example.workload;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Random;

/**
 * Opens connections whose two ends use randomly chosen APIs. One thread serves both ends, because
 * the kernel completes a connect before the accept.
 */
final class Listeners implements Closeable {
  static final int PORTS = 3;

  private final Selector selector = Selector.open();
  private final ServerSocket socketListener;
  private final ServerSocketChannel blockingListener = ServerSocketChannel.open();
  private final ServerSocketChannel selectedListener = ServerSocketChannel.open();
  private final InetAddress address;

  /** Listens on {@link #PORTS} ports from {@code port} on. */
  Listeners(InetAddress address, int port) throws IOException {
    this.address = address;
    socketListener = new ServerSocket(port, 16, address);
    blockingListener.bind(new InetSocketAddress(address, port + 1), 16);
    selectedListener.bind(new InetSocketAddress(address, port + 2), 16);
    selectedListener.configureBlocking(false);
    selectedListener.register(selector, SelectionKey.OP_ACCEPT);
  }

  @Override
  public void close() throws IOException {
    socketListener.close();
    blockingListener.close();
    selectedListener.close();
    selector.close();
  }

  /** Two ends: the client's, then the server's. */
  End[] connect(Random random) throws IOException {
    switch (random.nextInt(4)) {
      case 0:
        {
          InetSocketAddress target = target(socketListener.getLocalPort());
          return new End[] {client(target, random), new SocketEnd(socketListener.accept())};
        }
      case 1:
        {
          InetSocketAddress target = target(blockingListener.socket().getLocalPort());
          return new End[] {client(target, random), ChannelEnd.blocking(blockingListener.accept())};
        }
      case 2:
        {
          InetSocketAddress target = target(blockingListener.socket().getLocalPort());
          return new End[] {
            client(target, random),
            ChannelEnd.blocking(blockingListener.socket().accept().getChannel())
          };
        }
      default:
        {
          InetSocketAddress target = target(selectedListener.socket().getLocalPort());
          return new End[] {client(target, random), selectedAccept()};
        }
    }
  }

  private InetSocketAddress target(int port) {
    return new InetSocketAddress(address, port);
  }

  private End selectedAccept() throws IOException {
    SocketChannel accepted;
    while ((accepted = selectedListener.accept()) == null) {
      selector.select();
      selector.selectedKeys().clear();
    }
    return ChannelEnd.registered(accepted, selector);
  }

  private End client(InetSocketAddress target, Random random) throws IOException {
    switch (random.nextInt(5)) {
      case 0:
        return new SocketEnd(new Socket(target.getAddress(), target.getPort()));
      case 1:
        {
          Socket socket = new Socket();
          socket.connect(target, 10_000);
          return new SocketEnd(socket);
        }
      case 2:
        return ChannelEnd.blocking(SocketChannel.open(target));
      case 3:
        {
          SocketChannel channel = SocketChannel.open();
          // JDK 8 would measure a time-out by the time of day, which the soak steps.
          channel.socket().connect(target);
          return ChannelEnd.blocking(channel);
        }
      default:
        return selectedConnect(target);
    }
  }

  private End selectedConnect(InetSocketAddress target) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    if (!channel.connect(target)) {
      channel.register(selector, SelectionKey.OP_CONNECT);
      while (!channel.finishConnect()) {
        selector.select();
        selector.selectedKeys().clear();
      }
    }
    return ChannelEnd.registered(channel, selector);
  }
}
