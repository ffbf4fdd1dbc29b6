package com.example.truth;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.io.IOException;

/** What Netty 4.1 does not have, in a class of its own. */
final class NettyIoUring {
  private NettyIoUring() {}

  static NettyTransport open() throws IOException {
    if (!IoUring.isAvailable()) {
      throw new IOException("no io_uring", IoUring.unavailabilityCause());
    }
    return new NettyTransport(
        new MultiThreadIoEventLoopGroup(1, IoUringIoHandler.newFactory()),
        IoUringServerSocketChannel.class,
        IoUringSocketChannel.class);
  }
}
