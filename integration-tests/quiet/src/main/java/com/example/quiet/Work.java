package com.example.quiet;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** What a service does over and over, until its standard input ends. */
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

  /** Calls that return how many exchanges they made. */
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

  /** Says that all is at work, and lets it work. */
  void untilInputEnds() throws Exception {
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // Nothing that comes means anything.
    }
    threads.shutdown();
    threads.awaitTermination(2, TimeUnit.SECONDS);
    System.out.println("done " + exchanges.sum() + " " + failures.sum());
    System.out.flush();
    System.exit(0);
  }
}
