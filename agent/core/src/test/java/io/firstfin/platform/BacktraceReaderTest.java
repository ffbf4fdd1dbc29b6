package io.firstfin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.shop.Shop;
import io.firstfin.record.CallSite;
import io.firstfin.record.CallSiteReader;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

class BacktraceReaderTest extends CallSiteReaderCases {
  private final CallSiteReader walker = new StackWalkerReader(sites, 3);

  @Override
  CallSiteReader reader() {
    ChosenReader chosen = new ChosenReader(new StackWalkerReader(sites, 3), true, sites, 3);
    chosen.prepare();
    assertTrue(chosen.isProved());
    return chosen;
  }

  @Test
  void aStackIsTheSameSiteForTheStackWalker() throws Exception {
    Method here = Shop.class.getMethod("here", IntSupplier.class);
    Set<Integer> numbers = new HashSet<>();
    for (CallSiteReader each : List.of(reader, walker, reader, walker)) {
      IntSupplier close = each::read;
      numbers.add(Shop.throughPool(40, Shop.first(close)));
      numbers.add((int) here.invoke(null, close));
    }

    assertEquals(2, numbers.size());
  }

  @Test
  void twoMethodsOfOneNameAreTwoSitesWhereverTheyAreInTheStack() {
    Set<Integer> numbers = new HashSet<>();
    numbers.add(Shop.byObject(() -> Shop.here(reader::read)).getAsInt());
    numbers.add(Shop.byText(() -> Shop.here(reader::read)).getAsInt());

    assertEquals(2, numbers.size());
  }

  @Test
  void aHiddenClassIsLeftOutAsTheJvmsOwnTracesDo() throws Throwable {
    byte[] bytes = Shop.class.getResourceAsStream("Shop.class").readAllBytes();
    MethodHandles.Lookup hidden =
        MethodHandles.privateLookupIn(Shop.class, MethodHandles.lookup())
            .defineHiddenClass(bytes, false);
    MethodHandle here =
        hidden.findStatic(
            hidden.lookupClass(), "here", MethodType.methodType(int.class, IntSupplier.class));
    Set<Integer> numbers = new HashSet<>();
    for (CallSiteReader each : List.of(reader, walker)) {
      IntSupplier close = () -> Shop.here(each::read);
      numbers.add((int) here.invoke(close));
    }

    assertEquals(1, numbers.size());
    CallSite site = sites.get(numbers.iterator().next());
    assertTrue(site.line.startsWith("com.acme.shop.Shop.here("), site.line);
    assertFalse(site.frames.toString().contains("Shop/"), site.frames.toString());
  }

  @Test
  void aThreadWithADeepStackIsLeftToTheStackWalkerAndFindsBack() {
    int[] walks = {0};
    CallSiteReader counted =
        () -> {
          walks[0]++;
          return walker.read();
        };
    ChosenReader learning = new ChosenReader(counted, true, sites, 3);
    learning.prepare();
    Set<Integer> numbers = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      numbers.add(Shop.throughPool(200, learning::read));
    }
    assertEquals(1, numbers.size());
    assertTrue(walks[0] > 900 && walks[0] < 1_000, walks[0] + " walks");

    for (int i = 0; i < 1_000; i++) {
      Shop.here(learning::read);
    }
    assertTrue(walks[0] < 1_200, walks[0] + " walks");
  }

  @Test
  void readsWithinReadsAndFromManyThreadsMeetTheirOwnStacks() throws Exception {
    int threads = 100;
    Set<Integer> numbers = ConcurrentHashMap.newKeySet();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CyclicBarrier together = new CyclicBarrier(threads);
    int here = here();
    for (int thread = 0; thread < threads; thread++) {
      pool.submit(
          () -> {
            together.await();
            for (int i = 0; i < 200; i++) {
              numbers.add(here());
            }
            return null;
          });
    }
    pool.shutdown();
    assertTrue(pool.awaitTermination(60, TimeUnit.SECONDS));

    Set<String> lines = new HashSet<>();
    for (int number : numbers) {
      lines.add(sites.get(number).line);
    }
    assertEquals(Set.of(sites.get(here).line), lines);
  }

  private int here() {
    return Shop.here(reader::read);
  }
}
