package com.example.truth.race;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.concurrent.ExecutionException;

/** Asynchronous channels; the threads wait for each result. */
final class AsyncServer implements Server {
  private static final int THREADS = 4;

  @Override
  public void listen(InetSocketAddress address) throws IOException {
    AsynchronousServerSocketChannel listener =
        AsynchronousServerSocketChannel.open().bind(address, 512);
    Daemons.start(() -> serve(listener));
  }

  private static void serve(AsynchronousServerSocketChannel listener) {
    java.util.concurrent.ExecutorService threads =
        java.util.concurrent.Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task);
              thread.setDaemon(true);
              return thread;
            });
    while (true) {
      try {
        AsynchronousSocketChannel channel = listener.accept().get();
        threads.submit(() -> answer(channel));
      } catch (ExecutionException e) {
        // The client was first, and reset the connection.
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static void answer(AsynchronousSocketChannel channel) {
    try (AsynchronousSocketChannel closing = channel) {
      if (closing.read(ByteBuffer.allocate(64)).get() > 0) {
        closing.write(ByteBuffer.wrap(REPLY)).get();
      }
    } catch (IOException | ExecutionException e) {
      // The client was first, and reset the connection.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
