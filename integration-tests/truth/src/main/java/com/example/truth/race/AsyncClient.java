package com.example.truth.race;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.concurrent.ExecutionException;

/** Asynchronous channels; the thread waits for each result. */
final class AsyncClient implements Client {
  @Override
  public void call(InetSocketAddress server, long pauseNanos) throws IOException {
    try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
      channel.connect(server).get();
      channel.write(ByteBuffer.wrap(Requests.LINE)).get();
      ByteBuffer reply = ByteBuffer.allocate(Server.REPLY.length);
      while (reply.hasRemaining() && channel.read(reply).get() >= 0) {
        // Reads to the last byte.
      }
      channel.write(ByteBuffer.wrap(GOODBYE)).get();
      Client.pause(pauseNanos);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
