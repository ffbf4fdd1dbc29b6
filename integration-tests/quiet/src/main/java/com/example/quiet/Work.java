package com.example.quiet;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** The repeated work of a service, until its standard input ends. */
final class Work {
  private final ScheduledExecutorService threads;
  private final LongAdder exchanges = new LongAdder();
  private final LongAdder failures = new LongAdder();

  Work(int concurrency) {
    threads =
        Executors.newScheduledThreadPool(
            concurrency,
            task -> {
              Thread thread = new Thread(task);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** The calls; each returns how many exchanges it made. */
  void every(int millis, Callable<Integer> call) {
    threads.scheduleAtFixedRate(() -> count(call), 0, millis, TimeUnit.MILLISECONDS);
  }

  private void count(Callable<Integer> call) {
    try {
      exchanges.add(call.call());
    } catch (Exception e) {
      failures.increment();
      System.err.println(e);
    }
  }

  /** Prints that everything works, and lets it run. */
  void untilInputEnds() throws Exception {
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // The text of a line does not matter.
    }
    threads.shutdown();
    threads.awaitTermination(2, TimeUnit.SECONDS);
    System.out.println("done " + exchanges.sum() + " " + failures.sum());
    System.out.flush();
    System.exit(0);
  }
}
