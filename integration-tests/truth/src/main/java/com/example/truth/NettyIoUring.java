package com.example.truth;

import com.example.support.Console;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.io.IOException;

/** The part of Netty that 4.1 does not have, in a class of its own. */
public final class NettyIoUring {
  private NettyIoUring() {}

  /** Prints {@code available}, or why it is not. */
  public static void main(String[] arguments) {
    Console.say(
        IoUring.isAvailable() ? "available" : String.valueOf(IoUring.unavailabilityCause()));
  }

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
