package io.firstfin.demo;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.Version;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** An HTTP server of Netty on a free loopback port. It runs until the demo ends. */
final class NettyServer {
  enum Transport {
    NIO,
    EPOLL;

    private IoHandlerFactory ioHandlers() {
      return this == NIO ? NioIoHandler.newFactory() : EpollIoHandler.newFactory();
    }

    private Class<? extends ServerSocketChannel> channel() {
      return this == NIO ? NioServerSocketChannel.class : EpollServerSocketChannel.class;
    }

    @Override
    public String toString() {
      return this == NIO ? name() : name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int MAX_REQUEST_BYTES = 8192;
  private static final byte[] BODY =
      "{\"items\":[\"tea\",\"bread\"]}\n".getBytes(StandardCharsets.US_ASCII);

  private final Transport transport;
  private final int port;

  private NettyServer(Transport transport, int port) {
    this.transport = transport;
    this.port = port;
  }

  static NettyServer start(Transport transport, boolean closesEach) throws InterruptedException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(new MultiThreadIoEventLoopGroup(1, transport.ioHandlers()))
            .channel(transport.channel())
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpObjectAggregator(MAX_REQUEST_BYTES))
                        .addLast(closesEach ? new ClosesEach() : new KeepsAlive());
                  }
                });
    Channel listening = bootstrap.bind(DemoServer.HOST, 0).sync().channel();
    return new NettyServer(transport, ((InetSocketAddress) listening.localAddress()).getPort());
  }

  Transport transport() {
    return transport;
  }

  int port() {
    return port;
  }

  /**
   * @param path begins with a slash
   */
  URI uri(String path) {
    return URI.create("http://" + DemoServer.HOST + ":" + port + path);
  }

  /** Such as {@code Netty 4.2.1.Final, NIO, on 127.0.0.1:41234}. */
  @Override
  public String toString() {
    String version = Version.identify().get("netty-common").artifactVersion();
    return "Netty " + version + ", " + transport + ", on " + DemoServer.HOST + ":" + port;
  }

  private static FullHttpResponse cart() {
    return new DefaultFullHttpResponse(
        HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(BODY));
  }

  /**
   * Without a Content-Length the end of the stream ends the body, so that the server must close.
   */
  private static final class ClosesEach extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      FullHttpResponse response = cart();
      context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
  }

  private static final class KeepsAlive extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      FullHttpResponse response = cart();
      boolean keepAlive = HttpUtil.isKeepAlive(request);
      HttpUtil.setContentLength(response, BODY.length);
      HttpUtil.setKeepAlive(response, keepAlive);
      var written = context.writeAndFlush(response);
      if (!keepAlive) {
        written.addListener(ChannelFutureListener.CLOSE);
      }
    }
  }
}
