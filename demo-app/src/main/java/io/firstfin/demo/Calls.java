package io.firstfin.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bounded load: a number of calls by a number of threads, each of which pauses after every call.
 *
 * @param count all threads together
 * @param pause of one thread between two of its calls
 */
record Calls(int count, int threads, Duration pause) {
  private static final long LOOK_MILLIS = 200;

  /**
   * Makes the calls and shows the progress, with the number of sockets in TIME_WAIT on {@code
   * ports}.
   *
   * @throws java.util.concurrent.ExecutionException when a call failed; the other threads are
   *     stopped
   */
  void make(Console console, Callable<?> call, Integer... ports) throws Exception {
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    Callable<Void> caller =
        () -> {
          while (begun.getAndIncrement() < count) {
            call.call();
            done.incrementAndGet();
            Thread.sleep(pause.toMillis());
          }
          return null;
        };
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    List<Future<?>> futures = new ArrayList<>();
    Progress progress = console.progress(Duration.ofSeconds(1));
    long start = System.nanoTime();
    try {
      for (int i = 0; i < threads; i++) {
        futures.add(executor.submit(caller));
      }
      while (!futures.stream().allMatch(Future::isDone)) {
        progress.show(state(done.get(), start, ports));
        Thread.sleep(LOOK_MILLIS);
      }
    } finally {
      executor.shutdownNow();
    }
    for (Future<?> future : futures) {
      future.get();
    }
    progress.done(state(done.get(), start, ports));
  }

  private String state(int done, long startNanos, Integer... ports) throws IOException {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    return String.format(
        Locale.ROOT,
        "%,d of %,d calls, %.1f s, %,.0f/s; sockets in TIME_WAIT: %,d",
        done,
        count,
        seconds,
        done / seconds,
        ProcNetTcp.count("TIME_WAIT", ports));
  }
}
