package com.example.truth;

import com.example.support.KernelState;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.AbstractNioChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.UnixChannel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * Netty's own transports, used from outside their event loop. Nothing is read before it is asked
 * for.
 */
final class NettyTransport implements Transport {
  private static final int BACKLOG = 64;
  private static final int BULK = 8192;
  private static final long DEADLINE_SECONDS = 20;

  private final EventLoopGroup loop;
  private final Class<? extends ServerChannel> serverType;
  private final Class<? extends Channel> clientType;

  /** Null for plain text. */
  private final SSLContext context;

  NettyTransport(
      EventLoopGroup loop,
      Class<? extends ServerChannel> serverType,
      Class<? extends Channel> clientType) {
    this(loop, serverType, clientType, null);
  }

  private NettyTransport(
      EventLoopGroup loop,
      Class<? extends ServerChannel> serverType,
      Class<? extends Channel> clientType,
      SSLContext context) {
    this.loop = loop;
    this.serverType = serverType;
    this.clientType = clientType;
    this.context = context;
  }

  @SuppressWarnings("deprecation") // Works in both 4.1 and 4.2.
  static NettyTransport nio() {
    return new NettyTransport(
        new NioEventLoopGroup(1), NioServerSocketChannel.class, NioSocketChannel.class);
  }

  @SuppressWarnings("deprecation")
  static NettyTransport epoll() {
    return new NettyTransport(
        new EpollEventLoopGroup(1), EpollServerSocketChannel.class, EpollSocketChannel.class);
  }

  /** The JDK's own TLS, in Netty's handler. */
  @SuppressWarnings("deprecation")
  static NettyTransport tls(SSLContext context) {
    return new NettyTransport(
        new NioEventLoopGroup(1), NioServerSocketChannel.class, NioSocketChannel.class, context);
  }

  private SslHandler handler(Channel channel, boolean client) {
    return context == null
        ? null
        : new JdkSslContext(context, client, ClientAuth.NONE).newHandler(channel.alloc());
  }

  @Override
  public Listener listen(int port) throws IOException {
    BlockingQueue<NettyEnd> accepted = new ArrayBlockingQueue<>(BACKLOG);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channel(serverType)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    accepted.add(new NettyEnd(channel, handler(channel, false)));
                  }
                });
    Channel listener = await(bootstrap.bind(port)).channel();
    return new Listener() {
      @Override
      public End accept(Transport acceptor) throws IOException {
        try {
          NettyEnd end = accepted.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
          if (end == null) {
            throw new IOException("nothing was accepted");
          }
          return end;
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException(e);
        }
      }

      @Override
      public void close() throws IOException {
        await(listener.close());
      }
    };
  }

  @Override
  public End connect(InetSocketAddress remote, boolean ipv4) throws IOException {
    NettyEnd[] end = new NettyEnd[1];
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(clientType)
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    end[0] = new NettyEnd(channel, handler(channel, true));
                  }
                });
    await(bootstrap.connect(remote));
    return end[0];
  }

  @Override
  public void close() {
    loop.shutdownGracefully();
  }

  private static ChannelFuture await(ChannelFuture future) throws IOException {
    if (!future.awaitUninterruptibly(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("not done in " + DEADLINE_SECONDS + " s: " + future);
    }
    if (future.cause() != null) {
      throw future.cause() instanceof IOException
          ? (IOException) future.cause()
          : new IOException(future.cause());
    }
    return future;
  }

  private static final class NettyEnd extends End {
    private static final Method JAVA_CHANNEL = javaChannelMethod();

    private final Channel channel;
    private final ByteBuf received = Unpooled.buffer(BULK);
    private volatile int readSize = BULK;
    private boolean ended;

    /** Null for plain text. */
    private final SslHandler tls;

    NettyEnd(Channel channel, SslHandler tls) {
      this.channel = channel;
      this.tls = tls;
      channel.config().setRecvByteBufAllocator(new AsAsked());
      if (tls != null) {
        channel.pipeline().addLast(tls);
      }
      channel.pipeline().addLast(new Receiver());
    }

    private static Method javaChannelMethod() {
      try {
        Method method = AbstractNioChannel.class.getDeclaredMethod("javaChannel");
        method.setAccessible(true);
        return method;
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    @Override
    boolean hasGreeting() {
      return tls != null;
    }

    @Override
    void greet() throws IOException {
      channel.read();
      tls.handshakeFuture().awaitUninterruptibly(DEADLINE_SECONDS, TimeUnit.SECONDS);
      if (!tls.handshakeFuture().isSuccess()) {
        throw new IOException("no handshake", tls.handshakeFuture().cause());
      }
    }

    @Override
    boolean resetMayFollow() {
      return tls != null;
    }

    @Override
    void write(byte[] bytes, int length) throws IOException {
      await(channel.writeAndFlush(Unpooled.copiedBuffer(bytes, 0, length)));
    }

    @Override
    int read() throws IOException {
      return fill(1) ? take() : -1;
    }

    private synchronized int take() {
      return received.readUnsignedByte();
    }

    @Override
    void read(byte[] bytes, int length) throws IOException {
      for (int done = 0; done < length; ) {
        if (!fill(length - done)) {
          throw new EOFException();
        }
        synchronized (this) {
          int now = Math.min(received.readableBytes(), length - done);
          received.readBytes(bytes, done, now);
          done += now;
        }
      }
    }

    /** Waits for a byte, and asks for no more than this many; false at the end of stream. */
    private boolean fill(int most) throws IOException {
      long start = System.nanoTime();
      readSize = Math.min(most, BULK);
      while (true) {
        synchronized (this) {
          if (received.isReadable()) {
            return true;
          }
          if (ended) {
            return false;
          }
        }
        channel.eventLoop().execute(this::ask);
        synchronized (this) {
          if (!received.isReadable() && !ended) {
            try {
              wait(100);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              throw new IOException(e);
            }
          }
        }
        if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS)) {
          throw new IOException("nothing to read: " + channel);
        }
      }
    }

    /**
     * Epoll of Netty 4.2.15 to 4.2.18 closes a channel when the program asks to read after the end.
     */
    private void ask() {
      if (!((DuplexChannel) channel).isInputShutdown()) {
        channel.read();
      }
    }

    @Override
    void shutdownOutput() throws IOException {
      await(((DuplexChannel) channel).shutdownOutput());
    }

    @Override
    void shutdownInput() throws IOException {
      await(((DuplexChannel) channel).shutdownInput());
    }

    @Override
    boolean linger(int seconds) {
      return channel.config().setOption(ChannelOption.SO_LINGER, seconds);
    }

    @Override
    void close() throws IOException {
      await(channel.close());
    }

    /** A channel on a selector closes its descriptor at a later select. */
    @Override
    void release() throws IOException {
      if (channel instanceof NioSocketChannel && !channel.isOpen()) {
        do {
          awaitLoop();
        } while (javaChannel().isRegistered());
        // The select that ends the registration closes the descriptor.
        awaitLoop();
      }
    }

    private void awaitLoop() throws IOException {
      AsyncTransport.await(channel.eventLoop().submit(() -> null));
    }

    private SocketChannel javaChannel() throws IOException {
      try {
        return (SocketChannel) JAVA_CHANNEL.invoke(channel);
      } catch (ReflectiveOperationException e) {
        throw new IOException(e);
      }
    }

    @Override
    int kernelState() {
      if (!channel.isOpen()) {
        return KernelState.CLOSE;
      }
      try {
        if (channel instanceof UnixChannel) {
          return KernelState.of(((UnixChannel) channel).fd().intValue());
        }
        return KernelState.of(KernelState.descriptor(javaChannel()));
      } catch (IOException | RuntimeException e) {
        return KernelState.CLOSE;
      }
    }

    private final class Receiver extends ChannelInboundHandlerAdapter {
      @Override
      public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        synchronized (NettyEnd.this) {
          received.discardReadBytes();
          received.writeBytes(bytes);
          NettyEnd.this.notifyAll();
        }
        bytes.release();
      }

      @Override
      public void userEventTriggered(ChannelHandlerContext context, Object event) {
        // The peer's FIN was read, or its close_notify.
        if (event instanceof ChannelInputShutdownEvent
            || event instanceof SslCloseCompletionEvent) {
          end();
        }
      }

      @Override
      public void channelInactive(ChannelHandlerContext context) {
        end();
      }

      @Override
      public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        end();
      }

      private void end() {
        synchronized (NettyEnd.this) {
          ended = true;
          NettyEnd.this.notifyAll();
        }
      }
    }

    /** Reads once, as much as the end has asked for: everything else stays unread. */
    private final class AsAsked extends DefaultMaxMessagesRecvByteBufAllocator {
      AsAsked() {
        super(1);
      }

      @Override
      @SuppressWarnings("deprecation")
      public Handle newHandle() {
        return new MaxMessageHandle() {
          @Override
          public int guess() {
            return readSize;
          }
        };
      }
    }
  }
}
