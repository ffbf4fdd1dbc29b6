package com.example.truth;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Another transport, with a virtual thread of its own for every step. */
final class VirtualTransport implements Transport {
  private static final Method START = start();

  private final Transport plain;

  VirtualTransport(Transport plain) {
    this.plain = plain;
  }

  private static Method start() {
    try {
      return Thread.class.getMethod("startVirtualThread", Runnable.class);
    } catch (NoSuchMethodException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static <T> T onVirtualThread(Callable<T> step) throws IOException {
    FutureTask<T> task = new FutureTask<>(step);
    try {
      START.invoke(null, task);
    } catch (ReflectiveOperationException e) {
      throw new IOException(e);
    }
    return AsyncTransport.await(task);
  }

  @Override
  public Listener listen(int port) throws IOException {
    Listener listener = plain.listen(port);
    return new Listener() {
      @Override
      public End accept(Transport acceptor) throws IOException {
        Transport acceptors = ((VirtualTransport) acceptor).plain;
        return new VirtualEnd(onVirtualThread(() -> listener.accept(acceptors)));
      }

      @Override
      public void close() throws IOException {
        listener.close();
      }
    };
  }

  @Override
  public End connect(InetSocketAddress remote, boolean ipv4) throws IOException {
    return new VirtualEnd(onVirtualThread(() -> plain.connect(remote, ipv4)));
  }

  @Override
  public void close() throws IOException {
    plain.close();
  }

  private static final class VirtualEnd extends End {
    private final End plain;

    VirtualEnd(End plain) {
      this.plain = plain;
    }

    @Override
    void write(byte[] bytes, int length) throws IOException {
      onVirtualThread(
          () -> {
            plain.write(bytes, length);
            return null;
          });
    }

    @Override
    int read() throws IOException {
      return onVirtualThread(plain::read);
    }

    @Override
    void read(byte[] bytes, int length) throws IOException {
      onVirtualThread(
          () -> {
            plain.read(bytes, length);
            return null;
          });
    }

    @Override
    void shutdownOutput() throws IOException {
      onVirtualThread(
          () -> {
            plain.shutdownOutput();
            return null;
          });
    }

    @Override
    void shutdownInput() throws IOException {
      onVirtualThread(
          () -> {
            plain.shutdownInput();
            return null;
          });
    }

    @Override
    boolean linger(int seconds) throws IOException {
      return onVirtualThread(() -> plain.linger(seconds));
    }

    @Override
    void close() throws IOException {
      onVirtualThread(
          () -> {
            plain.close();
            return null;
          });
    }

    @Override
    int kernelState() {
      return plain.kernelState();
    }
  }
}
