package com.example.workload;

import com.example.support.Console;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Opens connections and closes each, the client first, as fast as two threads can. They go to
 * {@value #ADDRESSES} loopback addresses, so that there are enough ports for all of them in
 * TIME_WAIT.
 *
 * <p>Arguments: the first of two ports; number of connections. It waits for a line before it
 * begins.
 */
public final class ManyCloses {
  private static final int THREADS = 2;
  private static final int ADDRESSES = 8;

  private ManyCloses() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    int connections = Integer.parseInt(arguments[1]);
    Console.say("ready");
    Console.awaitLine();
    long start = System.nanoTime();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<String>> lines = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int threadPort = port + i;
      lines.add(
          threads.submit((Callable<String>) () -> closeFirst(threadPort, connections / THREADS)));
    }
    String line = "";
    for (Future<String> end : lines) {
      line = end.get();
    }
    threads.shutdown();
    long millis = (System.nanoTime() - start) / 1_000_000;
    Console.say("line " + line);
    Console.say("done " + connections * 2L * 1000 / Math.max(1, millis) + " closes/s");
    Console.awaitEnd();
  }

  private static String closeFirst(int port, int connections) throws IOException {
    String line = "";
    byte[] target = {127, 0, 0, 1};
    try (ServerSocket listener = new ServerSocket(port, 16)) {
      for (int i = 0; i < connections; i++) {
        target[3] = (byte) (1 + i % ADDRESSES);
        Socket client = new Socket(InetAddress.getByAddress(target), port);
        Socket server = listener.accept();
        if (i == 0) {
          line = Console.nextLine(2);
        }
        client.close();
        while (server.getInputStream().read() >= 0) {
          // The end of the stream is the client's FIN.
        }
        server.close();
      }
    }
    return line;
  }
}
