package com.example.truth.race;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Iterator;

/** Channels that are registered with a selector: the descriptor stays open after the close. */
final class SelectorServer implements Server {
  private final ByteBuffer request = ByteBuffer.allocate(64);

  @Override
  public void listen(InetSocketAddress address) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open().bind(address, 512);
    listener.configureBlocking(false);
    Selector selector = Selector.open();
    listener.register(selector, SelectionKey.OP_ACCEPT);
    Daemons.start(() -> serve(selector));
  }

  private void serve(Selector selector) {
    while (true) {
      try {
        selector.select();
        for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
          SelectionKey key = keys.next();
          keys.remove();
          if (key.isAcceptable()) {
            accept((ServerSocketChannel) key.channel(), selector);
          } else {
            answer((SocketChannel) key.channel());
          }
        }
      } catch (IOException e) {
        e.printStackTrace();
      }
    }
  }

  private static void accept(ServerSocketChannel listener, Selector selector) throws IOException {
    for (SocketChannel channel = listener.accept(); channel != null; channel = listener.accept()) {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.register(selector, SelectionKey.OP_READ);
    }
  }

  private void answer(SocketChannel channel) {
    try (SocketChannel closing = channel) {
      request.clear();
      if (closing.read(request) > 0) {
        closing.write(ByteBuffer.wrap(REPLY));
      }
    } catch (IOException e) {
      // The client was first, and reset the connection.
    }
  }
}
