package com.example.truth;

import com.example.support.KernelState;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** {@code AsynchronousSocketChannel}; the thread waits for its futures. */
final class AsyncTransport implements Transport {
  private static final int BACKLOG = 64;

  @Override
  public Listener listen(int port) throws IOException {
    AsynchronousServerSocketChannel listener =
        AsynchronousServerSocketChannel.open().bind(new InetSocketAddress(port), BACKLOG);
    return new Listener() {
      @Override
      public End accept(Transport acceptor) throws IOException {
        return new AsyncEnd(await(listener.accept()));
      }

      @Override
      public void close() throws IOException {
        listener.close();
      }
    };
  }

  @Override
  public End connect(InetSocketAddress remote, boolean ipv4) throws IOException {
    AsynchronousSocketChannel channel = AsynchronousSocketChannel.open();
    boolean connected = false;
    try {
      await(channel.connect(remote));
      connected = true;
    } finally {
      if (!connected) {
        channel.close();
      }
    }
    return new AsyncEnd(channel);
  }

  static <T> T await(Future<T> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException) {
        throw (IOException) e.getCause();
      }
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static final class AsyncEnd extends End {
    private static final Field DESCRIPTOR = descriptorField();

    private final AsynchronousSocketChannel channel;

    AsyncEnd(AsynchronousSocketChannel channel) throws IOException {
      this.channel = channel;
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    private static Field descriptorField() {
      try {
        Field field =
            Class.forName("sun.nio.ch.AsynchronousSocketChannelImpl").getDeclaredField("fd");
        field.setAccessible(true);
        return field;
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    @Override
    void write(byte[] bytes, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
      while (buffer.hasRemaining()) {
        await(channel.write(buffer));
      }
    }

    @Override
    int read() throws IOException {
      ByteBuffer one = ByteBuffer.allocate(1);
      return await(channel.read(one)) < 0 ? -1 : one.get(0) & 0xff;
    }

    @Override
    void read(byte[] bytes, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
      while (buffer.hasRemaining()) {
        if (await(channel.read(buffer)) < 0) {
          throw new EOFException();
        }
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
    boolean linger(int seconds) {
      return false;
    }

    @Override
    void close() throws IOException {
      channel.close();
    }

    @Override
    int kernelState() {
      try {
        return KernelState.of((FileDescriptor) DESCRIPTOR.get(channel));
      } catch (IOException | ReflectiveOperationException | RuntimeException e) {
        return KernelState.CLOSE;
      }
    }
  }
}
