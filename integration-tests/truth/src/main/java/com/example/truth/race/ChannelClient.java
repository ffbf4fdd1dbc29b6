package com.example.truth.race;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Blocking channels. */
final class ChannelClient implements Client {
  private final boolean blocked;

  ChannelClient(boolean blocked) {
    this.blocked = blocked;
  }

  @Override
  public void call(InetSocketAddress server, long pauseNanos) throws IOException {
    Thread reader = null;
    try (SocketChannel channel = SocketChannel.open(server)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.write(ByteBuffer.wrap(Requests.LINE));
      ByteBuffer reply = ByteBuffer.allocate(Server.REPLY.length);
      while (reply.hasRemaining() && channel.read(reply) >= 0) {
        // Reads to the last byte.
      }
      if (blocked) {
        reader = BlockedReader.start(() -> channel.read(ByteBuffer.allocate(1)));
      }
      channel.write(ByteBuffer.wrap(GOODBYE));
      Client.pause(pauseNanos);
    }
    BlockedReader.await(reader);
  }
}
