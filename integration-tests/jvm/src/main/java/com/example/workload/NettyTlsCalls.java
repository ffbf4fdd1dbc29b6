package com.example.workload;

import com.example.support.Console;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Calls a Netty server of its own over TLS of BoringSSL, each time on a new connection that the
 * client closes first.
 *
 * <p>Arguments: port, number of calls, key store (PKCS #12), its password, version of TLS.
 */
@SuppressWarnings("deprecation") // These event loop groups exist in both 4.1 and 4.2.
public final class NettyTlsCalls {
  private static final String HOST = "127.0.0.1";

  private NettyTlsCalls() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    int calls = Integer.parseInt(arguments[1]);
    TlsKeys keys = TlsKeys.of(arguments[2], arguments[3].toCharArray());
    String version = arguments[4];
    EventLoopGroup loops = new NioEventLoopGroup(2);
    SslContext server =
        SslContextBuilder.forServer(keys.keys)
            .sslProvider(SslProvider.OPENSSL)
            .protocols(version)
            .build();
    new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .childHandler(new Secured(server, port, Echo::new))
        .bind(HOST, port)
        .sync();
    SslContext client =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.OPENSSL)
            .trustManager(keys.trust)
            .endpointIdentificationAlgorithm(null)
            .protocols(version)
            .build();
    Semaphore done = new Semaphore(0);
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .handler(new Secured(client, port, () -> new Call(done)));
    for (int i = 0; i < calls; i++) {
      bootstrap.connect(HOST, port).sync();
      done.acquire();
    }
    Console.say("done");
    Console.awaitEnd();
    System.exit(0);
  }

  private static final class Secured extends ChannelInitializer<Channel> {
    private final SslContext context;
    private final int port;
    private final Supplier<ChannelHandler> handlers;

    Secured(SslContext context, int port, Supplier<ChannelHandler> handlers) {
      this.context = context;
      this.port = port;
      this.handlers = handlers;
    }

    @Override
    protected void initChannel(Channel channel) {
      channel.pipeline().addLast(context.newHandler(channel.alloc(), HOST, port), handlers.get());
    }
  }

  private static final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      context.writeAndFlush(message);
    }
  }

  private static final class Call extends ChannelInboundHandlerAdapter {
    private final Semaphore done;

    Call(Semaphore done) {
      this.done = done;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      context.writeAndFlush(
          context.alloc().buffer().writeBytes("call".getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ReferenceCountUtil.release(message);
      context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      done.release();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      cause.printStackTrace();
      done.release();
    }
  }
}
