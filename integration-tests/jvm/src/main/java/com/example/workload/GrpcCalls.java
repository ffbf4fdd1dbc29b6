package com.example.workload;

import com.example.support.Console;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Calls a gRPC service over gRPC's own copy of Netty: NIO at the first port, epoll at the second.
 * Half of the clients shut down before the server does; the server shuts down the others.
 *
 * <p>Arguments: address, first port, connections at each.
 */
@SuppressWarnings("deprecation") // These event loop groups exist in both 4.1 and 4.2.
public final class GrpcCalls {
  private static final int DEADLINE_SECONDS = 20;

  private static final MethodDescriptor<byte[], byte[]> ECHO =
      MethodDescriptor.<byte[], byte[]>newBuilder(new Bytes(), new Bytes())
          .setType(MethodType.UNARY)
          .setFullMethodName("test.Echo/echo")
          .build();

  private GrpcCalls() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[1]);
    int connections = Integer.parseInt(arguments[2]);
    run(
        new InetSocketAddress(arguments[0], port),
        connections,
        new NioEventLoopGroup(1),
        NioServerSocketChannel.class,
        NioSocketChannel.class);
    run(
        new InetSocketAddress(arguments[0], port + 1),
        connections,
        new EpollEventLoopGroup(1),
        EpollServerSocketChannel.class,
        EpollSocketChannel.class);
    Console.say("done");
    Console.awaitEnd();
    System.exit(0);
  }

  private static void run(
      InetSocketAddress address,
      int connections,
      EventLoopGroup loop,
      Class<? extends ServerChannel> serverType,
      Class<? extends Channel> clientType)
      throws Exception {
    Server server =
        NettyServerBuilder.forAddress(address)
            .channelType(serverType)
            .bossEventLoopGroup(loop)
            .workerEventLoopGroup(loop)
            .addService(
                ServerServiceDefinition.builder("test.Echo")
                    .addMethod(
                        ECHO,
                        ServerCalls.<byte[], byte[]>asyncUnaryCall(
                            (request, response) -> {
                              response.onNext(request);
                              response.onCompleted();
                            }))
                    .build())
            .build()
            .start();
    List<ManagedChannel> channels = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      ManagedChannel channel =
          NettyChannelBuilder.forAddress(address)
              .channelType(clientType)
              .eventLoopGroup(loop)
              .usePlaintext()
              .build();
      channels.add(channel);
      byte[] reply =
          ClientCalls.blockingUnaryCall(
              channel,
              ECHO,
              CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS),
              new byte[] {1, 2});
      if (reply.length != 2) {
        throw new IOException("not the answer");
      }
    }
    for (int i = 0; i < connections; i += 2) {
      end(channels.get(i).shutdown());
    }
    server.shutdownNow();
    for (int i = 1; i < connections; i += 2) {
      end(channels.get(i).shutdown());
    }
    if (!server.awaitTermination(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("the server does not end");
    }
  }

  private static void end(ManagedChannel channel) throws Exception {
    if (!channel.awaitTermination(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("the client does not end");
    }
  }

  /** Passes bytes on as they are, so that no code must be generated. */
  private static final class Bytes implements Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try {
        for (int read; (read = stream.read()) >= 0; ) {
          bytes.write(read);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.toByteArray();
    }
  }
}
