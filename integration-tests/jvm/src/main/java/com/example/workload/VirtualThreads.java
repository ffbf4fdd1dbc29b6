package com.example.workload;

import com.example.support.Console;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * Serves and calls with blocking sockets and channels on virtual threads, all at the same time; in
 * turn the client and the server close first. One thread is pinned on purpose, so that a search for
 * pinned threads finds one.
 *
 * <p>Arguments: address, first of two ports, connections.
 */
public final class VirtualThreads {
  private static final Method START = start();

  private final Tally tally = new Tally();

  private VirtualThreads() {}

  private static Method start() {
    try {
      return Thread.class.getMethod("startVirtualThread", Runnable.class);
    } catch (NoSuchMethodException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  public static void main(String[] arguments) throws Exception {
    InetAddress address = InetAddress.getByName(arguments[0]);
    int port = Integer.parseInt(arguments[1]);
    int connections = Integer.parseInt(arguments[2]);
    onVirtualThread(
            () -> {
              Class.forName(Pinned.class.getName());
              return null;
            })
        .get();
    VirtualThreads run = new VirtualThreads();
    List<FutureTask<?>> ends = new ArrayList<>();
    try (ServerSocket sockets = new ServerSocket(port, 64, address);
        ServerSocketChannel channels = ServerSocketChannel.open()) {
      channels.bind(new InetSocketAddress(address, port + 1), 64);
      for (int i = 0; i < connections; i++) {
        boolean clientFirst = i % 2 == 0;
        ends.add(
            onVirtualThread(() -> run.end(new SocketEnd(sockets.accept()), true, clientFirst)));
        ends.add(
            onVirtualThread(
                () -> run.end(new SocketEnd(new Socket(address, port)), false, clientFirst)));
        // One pair at a time: any of the server's threads could take the next connection.
        ends.get(ends.size() - 2).get();
        ends.get(ends.size() - 1).get();
        ends.add(
            onVirtualThread(
                () -> run.end(ChannelEnd.blocking(channels.accept()), true, clientFirst)));
        ends.add(
            onVirtualThread(
                () ->
                    run.end(
                        ChannelEnd.blocking(
                            SocketChannel.open(new InetSocketAddress(address, port + 1))),
                        false,
                        clientFirst)));
        ends.get(ends.size() - 2).get();
        ends.get(ends.size() - 1).get();
      }
    }
    run.tally.say();
    Console.say("done");
    Console.awaitEnd();
  }

  private static <T> FutureTask<T> onVirtualThread(Callable<T> task) throws Exception {
    FutureTask<T> future = new FutureTask<>(task);
    START.invoke(null, future);
    return future;
  }

  private Void end(End end, boolean server, boolean clientFirst) throws IOException {
    if (server) {
      end.writeTwoBytes();
    } else {
      // Blocks, and so leaves the carrier to the server's thread.
      end.readByte();
      end.readByte();
    }
    boolean first = server != clientFirst;
    if (!first) {
      end.expectEndOfStream();
    }
    end.close();
    tally.add(!server, first, CloseKind.FIN);
    return null;
  }

  /** A class that waits while it is initialised: no virtual thread can leave its carrier there. */
  private static final class Pinned {
    static {
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new ExceptionInInitializerError(e);
      }
    }
  }
}
