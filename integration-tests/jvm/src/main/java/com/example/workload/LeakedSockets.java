package com.example.workload;

import com.example.support.Console;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * Drops connected sockets without closing them, and lets the garbage collector close them: by their
 * Cleaner, or before JDK 11 by their finalizer. The peers close when they have seen it. It begins
 * with a line on its standard input.
 *
 * <p>Arguments: port, number of connections.
 */
public final class LeakedSockets {
  private static final int COLLECT_EVERY_MILLIS = 50;
  private static final long DEADLINE_NANOS = 60_000_000_000L;

  private LeakedSockets() {}

  public static void main(String[] arguments) throws IOException {
    Loopback loopback = new Loopback(Integer.parseInt(arguments[0]));
    int connections = Integer.parseInt(arguments[1]);
    Console.say("ready");
    Console.awaitLine();
    List<Socket> servers = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      leak(loopback);
      servers.add(loopback.accept());
    }
    long start = System.nanoTime();
    for (Socket server : servers) {
      server.setSoTimeout(COLLECT_EVERY_MILLIS);
      while (!ended(server)) {
        if (System.nanoTime() - start > DEADLINE_NANOS) {
          throw new IOException("a leaked socket was not collected");
        }
        System.gc();
      }
      server.close();
    }
    Console.say("done");
    Console.awaitEnd();
  }

  private static void leak(Loopback loopback) throws IOException {
    loopback.connect();
  }

  private static boolean ended(Socket server) throws IOException {
    try {
      return server.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }
}
