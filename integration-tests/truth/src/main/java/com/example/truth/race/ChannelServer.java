package com.example.truth.race;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Blocking channels. */
final class ChannelServer implements Server {
  private static final int THREADS = 4;

  @Override
  public void listen(InetSocketAddress address) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open().bind(address, 512);
    for (int i = 0; i < THREADS; i++) {
      Daemons.start(() -> serve(listener));
    }
  }

  private static void serve(ServerSocketChannel listener) {
    ByteBuffer request = ByteBuffer.allocate(64);
    while (true) {
      try (SocketChannel channel = listener.accept()) {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        request.clear();
        channel.read(request);
        channel.write(ByteBuffer.wrap(REPLY));
      } catch (IOException e) {
        // The client was first, and reset the connection.
      }
    }
  }
}
