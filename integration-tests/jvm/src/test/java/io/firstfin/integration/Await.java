package io.firstfin.integration;

import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asks again until the answer is good or the time is over; then it returns the last answer. */
final class Await {
  private static final int PAUSE_MILLIS = 50;

  private Await() {}

  static <T> T until(int seconds, Supplier<T> question, Predicate<T> good) {
    return until(seconds, PAUSE_MILLIS, question, good);
  }

  /** For a question that takes some effort. */
  static <T> T until(int seconds, int pauseMillis, Supplier<T> question, Predicate<T> good) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (true) {
      T answer = question.get();
      if (good.test(answer) || System.nanoTime() > end) {
        return answer;
      }
      try {
        Thread.sleep(pauseMillis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return answer;
      }
    }
  }
}
