package com.example.workload;

import com.example.support.Console;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.incubator.channel.uring.IOUring;
import io.netty.incubator.channel.uring.IOUringEventLoopGroup;
import io.netty.incubator.channel.uring.IOUringServerSocketChannel;
import io.netty.incubator.channel.uring.IOUringSocketChannel;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Opens and closes connections with the io_uring transport of Netty 4.1. In turn the client and the
 * server close first, and the other side closes when it has read the end.
 *
 * <p>Arguments: address, port, connections. Prints {@code unavailable}, and why, where the kernel
 * does not allow it.
 */
public final class NettyIncubatorCloses {
  private static final int SECONDS = 20;

  private NettyIncubatorCloses() {}

  public static void main(String[] arguments) throws Exception {
    if (!IOUring.isAvailable()) {
      Console.say("unavailable " + IOUring.unavailabilityCause());
      System.exit(0);
    }
    InetSocketAddress address = new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1]));
    int connections = Integer.parseInt(arguments[2]);
    EventLoopGroup loop = new IOUringEventLoopGroup(1);
    Accepted accepted = new Accepted();
    new ServerBootstrap()
        .group(loop)
        .channel(IOUringServerSocketChannel.class)
        .childHandler(accepted)
        .bind(address)
        .sync();
    Bootstrap bootstrap =
        new Bootstrap().group(loop).channel(IOUringSocketChannel.class).handler(new Idle());
    Console.say("ready");
    Console.awaitLine();
    Tally tally = new Tally();
    for (int i = 0; i < connections; i++) {
      boolean clientFirst = i % 2 == 0;
      Channel client = bootstrap.connect(address).sync().channel();
      Channel server = accepted.channels.poll(SECONDS, TimeUnit.SECONDS);
      (clientFirst ? client : server).close().sync();
      // Netty closes the channel when it has read the end.
      (clientFirst ? server : client).closeFuture().sync();
      tally.add(true, clientFirst, CloseKind.FIN);
      tally.add(false, !clientFirst, CloseKind.FIN);
    }
    tally.say();
    Console.say("done");
    Console.awaitEnd();
    System.exit(0);
  }

  @Sharable
  private static final class Accepted extends ChannelInboundHandlerAdapter {
    final BlockingQueue<Channel> channels = new LinkedBlockingQueue<>();

    @Override
    public void channelActive(ChannelHandlerContext context) {
      channels.add(context.channel());
    }
  }

  /** Reads and discards. */
  @Sharable
  private static final class Idle extends ChannelInboundHandlerAdapter {}
}
