package io.firstfin.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SeenRegistriesTest {
  private final AtomicInteger told = new AtomicInteger();
  private final SeenRegistries seen = new SeenRegistries(told::incrementAndGet);

  @Test
  void oneThatShowsItselfOftenIsKnownOnce() {
    Object registry = new Object();
    seen.accept(registry);
    seen.accept(registry);

    assertEquals(List.of(registry), seen.olderThan(0));
    assertEquals(1, told.get());
  }

  @Test
  void oneThatIsYoungHasNotSettled() {
    Object registry = new Object();
    seen.accept(registry);

    assertEquals(List.of(), seen.olderThan(Long.MAX_VALUE));
    assertEquals(List.of(registry), seen.olderThan(0));
  }

  @Test
  void noneIsKept() {
    seen.accept(new Object());
    long end = System.nanoTime() + 20_000_000_000L;
    while (!seen.olderThan(0).isEmpty() && System.nanoTime() < end) {
      System.gc();
    }
    assertEquals(List.of(), seen.olderThan(0));
  }

  @Test
  void aProgramThatMakesThemByTheThousandIsNotFollowed() {
    List<Object> registries = new ArrayList<>();
    for (int i = 0; i < SeenRegistries.MAX + 10; i++) {
      registries.add(new Object());
    }
    registries.forEach(seen);

    assertEquals(registries.subList(0, SeenRegistries.MAX), seen.olderThan(0));
    assertEquals(10, seen.refused());
  }

  @Test
  void theCollectedMakeRoom() {
    for (int i = 0; i < SeenRegistries.MAX; i++) {
      seen.accept(new Object());
    }
    Object later = new Object();
    long end = System.nanoTime() + 20_000_000_000L;
    while (!seen.olderThan(0).contains(later) && System.nanoTime() < end) {
      System.gc();
      seen.accept(later);
    }
    assertTrue(seen.olderThan(0).contains(later));
  }

  @Test
  void threadsThatShowRegistriesAtOnceLoseNone() throws InterruptedException {
    List<Object> registries = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      List<Object> some = new ArrayList<>();
      for (int i = 0; i < SeenRegistries.MAX / 4; i++) {
        some.add(new Object());
      }
      registries.addAll(some);
      threads.add(new Thread(() -> some.forEach(seen)));
    }
    for (Thread thread : threads) {
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(registries.size(), seen.olderThan(0).size());
    assertTrue(seen.olderThan(0).containsAll(registries));
  }
}
