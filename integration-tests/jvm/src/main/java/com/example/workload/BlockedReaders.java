package com.example.workload;

import com.example.support.Console;
import com.example.support.KernelState;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Closes sockets while another thread waits in read: the JDK then closes the descriptor in two
 * steps, and wakes the reader between them.
 *
 * <p>Arguments: port, number of connections.
 */
public final class BlockedReaders {
  private BlockedReaders() {}

  public static void main(String[] arguments) throws Exception {
    Loopback loopback = new Loopback(Integer.parseInt(arguments[0]));
    int connections = Integer.parseInt(arguments[1]);
    ExecutorService reader = Executors.newSingleThreadExecutor();
    Tally tally = new Tally();
    for (int i = 0; i < connections; i++) {
      Socket client = loopback.connect();
      Socket server = loopback.accept();
      boolean clientFirst = i % 2 == 0;
      end(clientFirst ? client : server, clientFirst ? server : client, reader);
      tally.add(clientFirst, true, CloseKind.FIN);
      tally.add(!clientFirst, false, CloseKind.FIN);
    }
    reader.shutdown();
    tally.say();
    Console.say("done");
    Console.awaitEnd();
  }

  private static void end(Socket first, Socket second, ExecutorService reader)
      throws IOException, InterruptedException, ExecutionException {
    // One byte shows that the reader is about to read; its next read blocks.
    second.getOutputStream().write(1);
    Object lock = new Object();
    boolean[] reading = {false};
    InputStream in = first.getInputStream();
    Future<Boolean> woken =
        reader.submit(
            () -> {
              in.read();
              synchronized (lock) {
                reading[0] = true;
                lock.notifyAll();
              }
              try {
                in.read();
                return false;
              } catch (IOException e) {
                return true;
              }
            });
    synchronized (lock) {
      while (!reading[0]) {
        lock.wait();
      }
    }
    first.close();
    if (!woken.get()) {
      throw new IOException("the reader was not woken by the close");
    }
    Loopback.await(second, KernelState.CLOSE_WAIT);
    second.close();
  }
}
