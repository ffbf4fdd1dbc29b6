package com.example.workload;

import com.example.support.Console;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/**
 * Like {@link BindsWithoutAPort}, with Netty's NIO and epoll transports.
 *
 * <p>Arguments: the number of ephemeral ports that exist.
 */
@SuppressWarnings("deprecation") // These event loop groups exist in both 4.1 and 4.2.
public final class NettyBindsWithoutAPort {
  private NettyBindsWithoutAPort() {}

  public static void main(String[] arguments) throws Exception {
    EventLoopGroup nio = new NioEventLoopGroup(1);
    EventLoopGroup epoll = new EpollEventLoopGroup(1);
    ServerBootstrap nioServer =
        new ServerBootstrap().group(nio).channel(NioServerSocketChannel.class);
    ServerBootstrap epollServer =
        new ServerBootstrap().group(epoll).channel(EpollServerSocketChannel.class);
    nioServer.childHandler(new ChannelInboundHandlerAdapter());
    epollServer.childHandler(new ChannelInboundHandlerAdapter());
    Channel listener = null;
    for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
      listener = nioServer.bind("127.0.0.1", 0).sync().channel();
    }
    fails("client", connect(new Bootstrap().group(nio).channel(NioSocketChannel.class), listener));
    fails(
        "client",
        connect(new Bootstrap().group(epoll).channel(EpollSocketChannel.class), listener));
    fails("other", nioServer.bind("127.0.0.1", 0));
    fails("other", epollServer.bind("127.0.0.1", 0));
    Console.say("done");
    Console.awaitEnd();
    System.exit(0);
  }

  private static ChannelFuture connect(Bootstrap bootstrap, Channel listener) {
    return bootstrap
        .handler(new ChannelInboundHandlerAdapter())
        .localAddress("127.0.0.1", 0)
        .connect(listener.localAddress());
  }

  private static void fails(String kind, ChannelFuture future) throws InterruptedException {
    future.await();
    if (future.isSuccess()) {
      throw new IllegalStateException("a " + kind + " was bound");
    }
    Console.say("failed " + kind + " " + future.cause().getMessage());
  }
}
