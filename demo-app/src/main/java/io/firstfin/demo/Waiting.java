package io.firstfin.demo;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Lets time pass, and shows what the kernel has meanwhile. */
final class Waiting {
  private static final Duration SHOWN_EVERY = Duration.ofSeconds(10);
  private static final long LOOK_MILLIS = 500;

  private Waiting() {}

  /** The age at which the agent takes a socket for a leak: no option shortens it. */
  static void aMinute(Console console, Callable<String> state) throws Exception {
    pass(console, Duration.ofSeconds(63), state);
  }

  static void pass(Console console, Duration time, Callable<String> state) throws Exception {
    Progress progress = console.progress(SHOWN_EVERY);
    long start = System.nanoTime();
    long seconds = 0;
    while (seconds < time.toSeconds()) {
      progress.show(String.format(Locale.ROOT, "%2d s: %s", seconds, state.call()));
      Thread.sleep(LOOK_MILLIS);
      seconds = (System.nanoTime() - start) / 1_000_000_000;
    }
    progress.done(seconds + " s: " + state.call());
  }
}
