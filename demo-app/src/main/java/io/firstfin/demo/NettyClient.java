package io.firstfin.demo;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.pool.AbstractChannelPoolHandler;
import io.netty.channel.pool.FixedChannelPool;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AttributeKey;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * A client of Netty that connects for each call. Netty connects and closes on its event loop, where
 * no line of the application is in the stack: the line that made the Channel is the one to change.
 */
final class NettyClient implements Scenario {
  private static final Calls CALLS = new Calls(1500, 4, Duration.ZERO);
  private static final int MAX_RESPONSE_BYTES = 8192;
  private static final AttributeKey<CompletableFuture<Integer>> ANSWER =
      AttributeKey.valueOf("answer");

  @Override
  public void run(ScenarioContext context) throws Exception {
    Console console = context.console();
    DemoServer server = DemoServer.start(Duration.ofSeconds(60));
    console.line("server: " + server);
    console.part(
        String.format(
            Locale.ROOT,
            "%,d calls of GET /cart by %d threads, %s",
            CALLS.count(),
            CALLS.threads(),
            context.broken() ? "a Channel for each" : "by a FixedChannelPool"));
    Bootstrap bootstrap =
        new Bootstrap()
            .group(new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()))
            .channel(NioSocketChannel.class)
            .remoteAddress(DemoServer.HOST, server.port());
    FixedChannelPool pool = new FixedChannelPool(bootstrap, new Pooled(), CALLS.threads());
    CALLS.make(console, context.broken() ? () -> call(bootstrap) : () -> call(pool), server.port());

    context.evidence().awaitAgent();
    context.evidence().show("TIME_WAIT", server.port());
    if (context.broken()) {
      SourceLine.show(
          console,
          context.sources(),
          NettyClient.class,
          "Channel channel = connecting.connect().sync().channel();");
      console.line("   The event loop closes; the agent names the line that made the Channel.");
    }
    context
        .evidence()
        .tryNext(
            context.broken()
                ? new NextStep(
                    context.command() + " netty-client --cured",
                    "the same calls by a FixedChannelPool: nothing in TIME_WAIT")
                : new NextStep(
                    context.command() + " handler-closes", "Netty's other end, which closes each"));
  }

  private static int call(Bootstrap bootstrap) throws Exception {
    Bootstrap connecting = bootstrap.clone().handler(new Pipeline());
    Channel channel = connecting.connect().sync().channel();
    try {
      return exchange(channel);
    } finally {
      channel.close();
    }
  }

  private static int call(FixedChannelPool pool) throws Exception {
    Channel channel = pool.acquire().sync().getNow();
    try {
      return exchange(channel);
    } finally {
      pool.release(channel);
    }
  }

  private static int exchange(Channel channel) throws Exception {
    CompletableFuture<Integer> answer = new CompletableFuture<>();
    channel.attr(ANSWER).set(answer);
    FullHttpRequest request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/cart");
    request.headers().set(HttpHeaderNames.HOST, DemoServer.HOST);
    channel.writeAndFlush(request);
    return answer.get();
  }

  private static final class Pipeline extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      fill(channel);
    }

    static void fill(Channel channel) {
      channel
          .pipeline()
          .addLast(new HttpClientCodec())
          .addLast(new HttpObjectAggregator(MAX_RESPONSE_BYTES))
          .addLast(new Answers());
    }
  }

  private static final class Pooled extends AbstractChannelPoolHandler {
    @Override
    public void channelCreated(Channel channel) {
      Pipeline.fill(channel);
    }
  }

  private static final class Answers extends SimpleChannelInboundHandler<FullHttpResponse> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
      context.channel().attr(ANSWER).get().complete(response.status().code());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.channel().attr(ANSWER).get().completeExceptionally(cause);
    }
  }
}
