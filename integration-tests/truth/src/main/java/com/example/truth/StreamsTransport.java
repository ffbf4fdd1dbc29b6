package com.example.truth;

import com.example.support.KernelState;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A {@code SocketChannel} behind the streams of {@code Channels}, closed by its stream. */
final class StreamsTransport implements Transport {
  private static final int BACKLOG = 64;

  @Override
  public Listener listen(int port) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(port), BACKLOG);
    return new Listener() {
      @Override
      public End accept(Transport acceptor) throws IOException {
        return new StreamsEnd(listener.accept());
      }

      @Override
      public void close() throws IOException {
        listener.close();
      }
    };
  }

  @Override
  public End connect(InetSocketAddress remote, boolean ipv4) throws IOException {
    return new StreamsEnd(SocketChannel.open(remote));
  }

  private static final class StreamsEnd extends End {
    private final SocketChannel channel;
    private final InputStream in;
    private final OutputStream out;

    StreamsEnd(SocketChannel channel) throws IOException {
      this.channel = channel;
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      in = Channels.newInputStream(channel);
      out = Channels.newOutputStream(channel);
    }

    @Override
    void write(byte[] bytes, int length) throws IOException {
      out.write(bytes, 0, length);
    }

    @Override
    int read() throws IOException {
      return in.read();
    }

    @Override
    void read(byte[] bytes, int length) throws IOException {
      new DataInputStream(in).readFully(bytes, 0, length);
    }

    @Override
    void shutdownOutput() throws IOException {
      channel.shutdownOutput();
    }

    @Override
    void shutdownInput() throws IOException {
      channel.shutdownInput();
    }

    @Override
    boolean linger(int seconds) throws IOException {
      channel.setOption(StandardSocketOptions.SO_LINGER, seconds);
      return true;
    }

    @Override
    void close() throws IOException {
      in.close();
    }

    @Override
    int kernelState() {
      return KernelState.orClosed(channel);
    }
  }
}
