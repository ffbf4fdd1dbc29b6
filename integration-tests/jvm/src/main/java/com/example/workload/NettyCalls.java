package com.example.workload;

import com.example.support.Console;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.Socket;

/**
 * Opens connections with Netty's NIO and epoll transports from methods of their own, and closes
 * each first. Both the connect and the close happen on an event loop.
 *
 * <p>Arguments: port, number of connections of each transport.
 */
@SuppressWarnings("deprecation") // These event loop groups exist in both 4.1 and 4.2.
public final class NettyCalls {
  private NettyCalls() {}

  public static void main(String[] arguments) throws Exception {
    Loopback loopback = new Loopback(Integer.parseInt(arguments[0]));
    Bootstrap nio = bootstrap(new NioEventLoopGroup(1)).channel(NioSocketChannel.class);
    Bootstrap epoll = bootstrap(new EpollEventLoopGroup(1)).channel(EpollSocketChannel.class);
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      close(nio(nio, loopback), loopback);
      close(epoll(epoll, loopback), loopback);
    }
    Console.say("done");
    Console.awaitEnd();
    System.exit(0);
  }

  private static Bootstrap bootstrap(EventLoopGroup loops) {
    return new Bootstrap().group(loops).handler(new Nothing());
  }

  private static ChannelFuture nio(Bootstrap client, Loopback loopback) {
    return client.connect(loopback.address(), loopback.port());
  }

  private static ChannelFuture epoll(Bootstrap client, Loopback loopback) {
    return client.connect(loopback.address(), loopback.port());
  }

  private static void close(ChannelFuture connect, Loopback loopback) throws Exception {
    Channel channel = connect.sync().channel();
    try (Socket server = loopback.accept()) {
      channel.close().sync();
      if (server.getInputStream().read() >= 0) {
        throw new IllegalStateException("data came");
      }
    }
  }

  @ChannelHandler.Sharable
  private static final class Nothing extends ChannelInboundHandlerAdapter {}
}
