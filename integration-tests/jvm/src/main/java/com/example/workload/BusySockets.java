package com.example.workload;

import com.example.support.Console;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Opens and closes connections in several threads until a line comes; the client always closes
 * first. Then it prints {@code stopped} and the first failure, or {@code none}.
 *
 * <p>Argument: number of threads.
 */
public final class BusySockets {
  private static volatile boolean stopped;

  private BusySockets() {}

  public static void main(String[] arguments) throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  useSockets();
                } catch (Throwable e) {
                  failure.compareAndSet(null, e);
                }
              });
      threads.add(thread);
      thread.start();
    }
    Console.say("ready");
    Console.awaitLine();
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
    Console.say("stopped " + (failure.get() == null ? "none" : failure.get().toString()));
    Console.awaitEnd();
  }

  private static void useSockets() throws IOException, InterruptedException {
    try (ServerSocket listener = new ServerSocket(0, 8, InetAddress.getByName("127.0.0.1"))) {
      while (!stopped) {
        try (Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
            Socket server = listener.accept()) {
          client.close();
          if (server.getInputStream().read() >= 0) {
            throw new IOException("read what nobody sent");
          }
        }
        // Enough connections that a close is in progress at any time, and few enough that the ports
        // last for a minute.
        Thread.sleep(2);
      }
    }
  }
}
