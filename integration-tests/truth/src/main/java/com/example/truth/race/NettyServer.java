package com.example.truth.race;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;

/** Netty, with a handler that closes once the reply is written. */
final class NettyServer implements Server {
  private final IoHandlerFactory handlers;
  private final Class<? extends ServerChannel> type;

  private NettyServer(IoHandlerFactory handlers, Class<? extends ServerChannel> type) {
    this.handlers = handlers;
    this.type = type;
  }

  static Server nio() {
    return new NettyServer(NioIoHandler.newFactory(), NioServerSocketChannel.class);
  }

  static Server epoll() {
    return new NettyServer(EpollIoHandler.newFactory(), EpollServerSocketChannel.class);
  }

  @Override
  public void listen(InetSocketAddress address) throws Exception {
    new ServerBootstrap()
        .group(
            new MultiThreadIoEventLoopGroup(2, new DefaultThreadFactory("netty", true), handlers))
        .channel(type)
        .option(ChannelOption.SO_BACKLOG, 512)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                channel.pipeline().addLast(new Answer());
              }
            })
        .bind(address)
        .sync();
  }

  private static final class Answer extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf request) {
      context.writeAndFlush(Unpooled.wrappedBuffer(REPLY)).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      // The client was first, and reset the connection.
      context.close();
    }
  }
}
