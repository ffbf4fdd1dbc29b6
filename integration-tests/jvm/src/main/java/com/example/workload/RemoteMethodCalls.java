package com.example.workload;

import com.example.support.Console;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Bursts of remote method calls, between which RMI closes its idle connections.
 *
 * <p>Arguments: port of the registry, number of bursts, calls of each at once, milliseconds between
 * two bursts.
 */
public final class RemoteMethodCalls {
  private RemoteMethodCalls() {}

  /** The remote object. */
  public interface Clock extends Remote {
    long time() throws RemoteException;
  }

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    int bursts = Integer.parseInt(arguments[1]);
    int calls = Integer.parseInt(arguments[2]);
    Clock clock = (Clock) LocateRegistry.getRegistry("127.0.0.1", port).lookup("clock");
    ExecutorService threads = Executors.newFixedThreadPool(calls);
    for (int burst = 0; burst < bursts; burst++) {
      burst(clock, threads, calls);
      Thread.sleep(Long.parseLong(arguments[3]));
    }
    Console.say("done");
    Console.awaitEnd();
    System.exit(0);
  }

  private static void burst(Clock clock, ExecutorService threads, int calls) throws Exception {
    CountDownLatch done = new CountDownLatch(calls);
    for (int i = 0; i < calls; i++) {
      threads.execute(
          () -> {
            ask(clock);
            done.countDown();
          });
    }
    done.await();
  }

  private static void ask(Clock clock) {
    try {
      clock.time();
    } catch (RemoteException e) {
      throw new IllegalStateException(e);
    }
  }
}
