package com.example.truth;

import com.example.support.KernelState;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** {@code SocketChannel} in its modes. */
final class ChannelTransport implements Transport {
  enum Mode {
    BLOCKING,
    /** Registered with a Selector as long as it is open. */
    SELECTED,
    /** Non-blocking, never registered. */
    POLLED,
    /** Connected, accepted, used and closed through {@code channel.socket()}. */
    ADAPTOR
  }

  private static final int BACKLOG = 64;
  private static final int CONNECT_MILLIS = 10_000;

  private final Mode mode;
  private final Selector selector;

  ChannelTransport(Mode mode) throws IOException {
    this.mode = mode;
    this.selector = mode == Mode.SELECTED ? Selector.open() : null;
  }

  @Override
  public Listener listen(int port) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(port), BACKLOG);
    if (mode == Mode.ADAPTOR) {
      return SocketTransport.accepting(listener.socket());
    }
    return new Listener() {
      @Override
      public End accept(Transport acceptor) throws IOException {
        return ((ChannelTransport) acceptor).end(listener.accept());
      }

      @Override
      public void close() throws IOException {
        listener.close();
      }
    };
  }

  @Override
  public End connect(InetSocketAddress remote, boolean ipv4) throws IOException {
    SocketChannel channel = open(ipv4);
    boolean connected = false;
    try {
      connect(channel, remote);
      connected = true;
    } finally {
      if (!connected) {
        channel.close();
        flush();
      }
    }
    return mode == Mode.ADAPTOR ? new SocketTransport.SocketEnd(channel.socket()) : end(channel);
  }

  private void connect(SocketChannel channel, InetSocketAddress remote) throws IOException {
    switch (mode) {
      case BLOCKING:
        channel.connect(remote);
        return;
      case ADAPTOR:
        channel.socket().connect(remote, CONNECT_MILLIS);
        return;
      case POLLED:
        channel.configureBlocking(false);
        channel.connect(remote);
        while (!channel.finishConnect()) {
          Thread.yield();
        }
        return;
      default:
        channel.configureBlocking(false);
        channel.connect(remote);
        channel.register(selector, SelectionKey.OP_CONNECT);
        while (!channel.finishConnect()) {
          selector.select();
          selector.selectedKeys().clear();
        }
    }
  }

  /** An AF_INET channel needs Java 15; before that, the address is a mapped one. */
  private static SocketChannel open(boolean ipv4) throws IOException {
    if (ipv4) {
      try {
        return (SocketChannel)
            SocketChannel.class
                .getMethod("open", ProtocolFamily.class)
                .invoke(null, StandardProtocolFamily.INET);
      } catch (NoSuchMethodException e) {
        return SocketChannel.open();
      } catch (ReflectiveOperationException e) {
        throw new IOException(e);
      }
    }
    return SocketChannel.open();
  }

  private End end(SocketChannel channel) throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    if (mode != Mode.BLOCKING) {
      channel.configureBlocking(false);
    }
    if (mode == Mode.SELECTED) {
      SelectionKey key = channel.keyFor(selector);
      if (key == null) {
        channel.register(selector, SelectionKey.OP_READ);
      } else {
        key.interestOps(SelectionKey.OP_READ);
      }
    }
    return new ChannelEnd(channel);
  }

  private void flush() throws IOException {
    if (selector != null) {
      selector.selectNow();
      selector.selectedKeys().clear();
    }
  }

  @Override
  public void close() throws IOException {
    if (selector != null) {
      selector.close();
    }
  }

  private final class ChannelEnd extends End {
    private final SocketChannel channel;
    private final ByteBuffer one = ByteBuffer.allocate(1);
    private volatile boolean readElsewhere;

    ChannelEnd(SocketChannel channel) {
      this.channel = channel;
    }

    @Override
    void write(byte[] bytes, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
      while (buffer.hasRemaining()) {
        if (channel.write(buffer) == 0) {
          Thread.yield();
        }
      }
    }

    @Override
    int read() throws IOException {
      one.clear();
      int read;
      while ((read = channel.read(one)) == 0) {
        awaitInput();
      }
      return read < 0 ? -1 : one.get(0) & 0xff;
    }

    @Override
    void read(byte[] bytes, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
      while (buffer.hasRemaining()) {
        int read = channel.read(buffer);
        if (read < 0) {
          throw new EOFException();
        }
        if (read == 0) {
          awaitInput();
        }
      }
    }

    private void awaitInput() throws IOException {
      if (selector == null) {
        Thread.yield();
      } else {
        selector.select(100);
        selector.selectedKeys().clear();
      }
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
      channel.close();
      if (selector != null && readElsewhere) {
        selector.wakeup();
      }
    }

    @Override
    Future<?> readUntilClosed(ExecutorService threads) {
      readElsewhere = true;
      return super.readUntilClosed(threads);
    }

    @Override
    void release() throws IOException {
      flush();
    }

    @Override
    int kernelState() {
      return KernelState.orClosed(channel);
    }
  }
}
