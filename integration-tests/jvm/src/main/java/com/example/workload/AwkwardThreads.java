package com.example.workload;

import com.example.support.Console;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Makes its first closes at the end of a thread's stack, where each of them can fail. Then it makes
 * closes that are counted, on a thread whose class throws from the methods of {@link Thread} that
 * it overrides.
 *
 * <p>Arguments: port, connections to count.
 */
public final class AwkwardThreads {
  private static final int STACK_BYTES = 512 << 10;
  private static final int DEEP = 100;

  private static final Queue<Socket> CLOSED_DEEP = new ArrayDeque<>();
  private static final List<Socket> CLIENTS = new ArrayList<>();
  private static String line;

  private AwkwardThreads() {}

  public static void main(String[] arguments) throws Exception {
    Loopback loopback = new Loopback(Integer.parseInt(arguments[0]));
    int counted = Integer.parseInt(arguments[1]);
    // The agent begins when sockets are used, and prepares itself then.
    Console.say("ready");
    Console.awaitLine();
    List<Socket> servers = new ArrayList<>();
    for (int i = 0; i < DEEP; i++) {
      CLOSED_DEEP.add(loopback.connect());
      servers.add(loopback.accept());
    }
    // The JDK's own close calls this too, and initialises classes by it: at the end of the stack
    // that
    // would fail for good.
    servers.get(0).getSoLinger();
    run(new Thread(null, AwkwardThreads::descend, "deep", STACK_BYTES));
    for (int i = 0; i < counted; i++) {
      CLIENTS.add(loopback.connect());
      servers.add(loopback.accept());
    }
    run(new Throwing(AwkwardThreads::closeClients));
    Console.say("line " + line);
    for (Socket server : servers) {
      server.close();
    }
    Console.say("done");
    Console.awaitEnd();
  }

  private static void run(Thread thread) throws InterruptedException {
    thread.start();
    thread.join();
  }

  /** Goes to the end of the stack, and closes one socket in each frame on the way back. */
  private static void descend() {
    try {
      descend();
    } catch (StackOverflowError e) {
      // The end of the stack: from here on it goes back.
    }
    try {
      Socket next = CLOSED_DEEP.poll();
      if (next != null) {
        next.close();
      }
    } catch (IOException | StackOverflowError e) {
      // This close is not counted.
    }
  }

  private static void closeClients() {
    try {
      for (Socket client : CLIENTS) {
        line = Console.nextLine();
        client.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Throwing extends Thread {
    Throwing(Runnable task) {
      super(task);
    }

    @Override
    public long getId() {
      throw new IllegalStateException("the application's own");
    }
  }
}
