package com.example.workload;

import com.example.support.Console;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Ends connections in every way, by either end, over every API, in a random order.
 *
 * <p>Arguments: address, first port, number of closes (two for each connection), threads, seed, and
 * {@code all} or {@code how-certain} for the kinds of close; then {@code wait} to use a socket,
 * print {@code ready} and begin after a line.
 */
public final class MixedCloses {
  private MixedCloses() {}

  public static void main(String[] arguments) throws Exception {
    InetAddress address = InetAddress.getByName(arguments[0]);
    int port = Integer.parseInt(arguments[1]);
    int closes = Integer.parseInt(arguments[2]);
    int threads = Integer.parseInt(arguments[3]);
    long seed = Long.parseLong(arguments[4]);

    boolean howCertain = arguments[5].equals("how-certain");

    if (arguments.length > 6) {
      new ServerSocket(0).close();
      Console.say("ready");
      Console.awaitLine();
    }
    Tally tally = new Tally();
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    List<Future<Void>> runs = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int firstPort = port + i * Listeners.PORTS;
      int connections = closes / 2 / threads;
      Random random = new Random(seed + i);
      Callable<Void> run =
          () -> {
            Listeners listeners = new Listeners(address, firstPort);
            run(listeners, connections, random, howCertain, tally);
            return null;
          };
      runs.add(workers.submit(run));
    }
    for (Future<Void> run : runs) {
      run.get();
    }
    workers.shutdown();
    tally.say();
    Console.say("done");
    Console.awaitEnd();
  }

  private static void run(
      Listeners listeners, int connections, Random random, boolean howCertain, Tally tally)
      throws Exception {
    for (int i = 0; i < connections; i++) {
      End[] ends = listeners.connect(random);
      if (random.nextBoolean()) {
        ends[0].writeTwoBytes();
        ends[1].readByte();
        ends[1].readByte();
      }
      CloseKind kind = CloseKind.draw(random, howCertain);
      int first = random.nextInt(2);
      int second = 1 - first;
      try {
        kind.end(ends[first], ends[second]);
      } catch (Exception e) {
        throw new IllegalStateException(
            kind + " by " + ends[first].getClass().getSimpleName() + ", client is " + first, e);
      }
      ends[first].release();
      ends[second].release();
      tally.add(first == 0, true, kind.firstHow());
      tally.add(second == 0, false, kind.secondHow());
    }
  }
}
