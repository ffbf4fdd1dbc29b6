package com.example.workload;

import com.example.support.KernelState;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A channel: either blocking, or registered with a Selector and therefore non-blocking. */
final class ChannelEnd extends End {
  private final SocketChannel channel;
  private final Selector selector;
  private final ByteBuffer one = ByteBuffer.allocate(1);

  private ChannelEnd(SocketChannel channel, Selector selector) {
    this.channel = channel;
    this.selector = selector;
  }

  static ChannelEnd blocking(SocketChannel channel) {
    return new ChannelEnd(channel, null);
  }

  static ChannelEnd registered(SocketChannel channel, Selector selector) throws IOException {
    channel.configureBlocking(false);
    SelectionKey key = channel.keyFor(selector);
    if (key == null) {
      channel.register(selector, SelectionKey.OP_READ);
    } else {
      key.interestOps(SelectionKey.OP_READ);
    }
    return new ChannelEnd(channel, selector);
  }

  @Override
  FileDescriptor descriptor() throws IOException {
    return KernelState.descriptor(channel);
  }

  @Override
  void writeTwoBytes() throws IOException {
    channel.write(ByteBuffer.wrap(new byte[] {1, 2}));
  }

  @Override
  int readByte() throws IOException {
    one.clear();
    int read;
    while ((read = channel.read(one)) == 0) {
      selector.select();
      selector.selectedKeys().clear();
    }
    return read < 0 ? END_OF_STREAM : one.get(0);
  }

  @Override
  void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  void linger(int seconds) throws IOException {
    // The JDK's documentation allows SO_LINGER on a blocking channel only, but its implementation
    // accepts it here too, and libraries do this.
    channel.setOption(StandardSocketOptions.SO_LINGER, seconds);
  }

  @Override
  void close() throws IOException {
    channel.close();
  }

  @Override
  void release() throws IOException {
    if (selector != null) {
      selector.selectNow();
      selector.selectedKeys().clear();
    }
  }
}
