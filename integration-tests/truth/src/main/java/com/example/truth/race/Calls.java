package com.example.truth.race;

import com.example.support.Console;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the connections of the program that connects, one race after the other. */
final class Calls {
  /** The other end needs some ten microseconds until it sees the end. */
  private static final int LONGEST_PAUSE_NANOS = 40_000;

  private Calls() {}

  /** Makes one connection and ends it. One thread uses an instance. */
  interface Caller {
    void call() throws IOException;
  }

  /** Makes a caller for one thread. */
  interface Callers {
    Caller of(Race race, Arguments arguments, Random random);
  }

  /** Half the time there is no pause: then the close is as early as it can be. */
  static long pauseNanos(Random random) {
    return random.nextBoolean() ? 0 : random.nextInt(LONGEST_PAUSE_NANOS);
  }

  /** The races in which the watched program is the client, or those in which it is not. */
  static void run(Arguments arguments, boolean watchedIsClient, Callers callers) throws Exception {
    AtomicLong failed = new AtomicLong();
    for (Race race : arguments.races) {
      if (race.isClient == watchedIsClient) {
        run(race, arguments, callers, failed);
      }
    }
    Console.say("failed " + failed);
  }

  private static void run(Race race, Arguments arguments, Callers callers, AtomicLong failed)
      throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < arguments.threads; i++) {
      Caller caller = callers.of(race, arguments, new Random(arguments.seed + i));
      threads.add(
          Daemons.start(
              () -> {
                for (int call = 0; call < arguments.connections / arguments.threads; call++) {
                  try {
                    caller.call();
                  } catch (IOException e) {
                    // The other end was first, and reset the connection; the capture shows it.
                    failed.incrementAndGet();
                  }
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
