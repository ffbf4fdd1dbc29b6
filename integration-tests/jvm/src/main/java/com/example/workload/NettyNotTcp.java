package com.example.workload;

import com.example.support.Console;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.File;
import java.net.InetSocketAddress;

/**
 * Opens and closes what is no TCP connection with Netty: UNIX-domain sockets, and datagram sockets
 * with and without a connect.
 *
 * <p>Arguments: rounds, a file name for the UNIX-domain listener.
 */
@SuppressWarnings("deprecation") // These event loop groups exist in both 4.1 and 4.2.
public final class NettyNotTcp {
  private NettyNotTcp() {}

  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    EventLoopGroup epoll = new EpollEventLoopGroup(1);
    domainSockets(epoll, new File(arguments[1]), rounds);
    for (int i = 0; i < rounds; i++) {
      datagrams(new Bootstrap().group(epoll).channel(EpollDatagramChannel.class));
      datagrams(new Bootstrap().group(new NioEventLoopGroup(1)).channel(NioDatagramChannel.class));
    }
    Console.say("done");
    Console.awaitEnd();
    System.exit(0);
  }

  private static void domainSockets(EventLoopGroup loop, File file, int rounds) throws Exception {
    DomainSocketAddress address = new DomainSocketAddress(file);
    Channel listener =
        new ServerBootstrap()
            .group(loop)
            .channel(EpollServerDomainSocketChannel.class)
            .childHandler(new Idle())
            .bind(address)
            .sync()
            .channel();
    for (int i = 0; i < rounds; i++) {
      Channel client =
          new Bootstrap()
              .group(loop)
              .channel(EpollDomainSocketChannel.class)
              .handler(new Idle())
              .connect(address)
              .sync()
              .channel();
      ((DuplexChannel) client).shutdownOutput().sync();
      client.close().sync();
    }
    listener.close().sync();
  }

  private static void datagrams(Bootstrap bootstrap) throws Exception {
    bootstrap.handler(new Idle());
    Channel receiver = bootstrap.bind("127.0.0.1", 0).sync().channel();
    InetSocketAddress address = (InetSocketAddress) receiver.localAddress();
    Channel connected = bootstrap.connect(address).sync().channel();
    connected.writeAndFlush(new DatagramPacket(Unpooled.copyInt(1), address)).sync();
    connected.close().sync();
    receiver.close().sync();
  }

  /** Reads and discards, and closes what has ended, as Netty does. */
  @Sharable
  private static final class Idle extends ChannelInboundHandlerAdapter {}
}
