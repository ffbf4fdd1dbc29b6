package io.firstfin.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.shop.Shop;
import io.firstfin.record.CallSite;
import io.firstfin.record.CallSiteReader;
import io.firstfin.record.CallSites;
import io.firstfin.record.FrameKinds;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

/** What every reader of call sites does; a subclass names the reader. */
abstract class CallSiteReaderCases {
  final CallSites sites = new CallSites(new FrameKinds(List.of("com.acme.shop.")));
  final CallSiteReader reader = reader();

  /** A reader that keeps three frames of a site, in {@link #sites}. */
  abstract CallSiteReader reader();

  @Test
  void theSiteBeginsAboveTheJdkAndTheAgent() {
    CallSite site = sites.get(Shop.here(reader::read));

    assertTrue(site.line.startsWith("com.acme.shop.Shop.here(Shop.java:"), site.line);
    assertEquals(site.line, site.frames.get(0));
    assertEquals("", site.via);
  }

  @Test
  void aSiteThatIsFoundAgainHasTheSameNumber() {
    Set<Integer> numbers = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      numbers.add(Shop.here(reader::read));
    }

    assertEquals(1, numbers.size());
    assertFalse(numbers.contains(CallSites.UNKNOWN));
  }

  @Test
  void twoLambdasOfOneClassAreTwoSites() {
    Set<Integer> numbers = new HashSet<>();
    for (IntSupplier lambda : List.of(Shop.first(reader::read), Shop.second(reader::read))) {
      numbers.add(lambda.getAsInt());
    }

    assertEquals(2, numbers.size());
  }

  @Test
  void twoMethodsOfOneNameAreTwoSites() {
    Set<Integer> numbers = new HashSet<>();
    for (IntSupplier lambda : List.of(Shop.byObject(reader::read), Shop.byText(reader::read))) {
      numbers.add(lambda.getAsInt());
    }

    assertEquals(2, numbers.size());
  }

  @Test
  void whereStacksHaveNoRoomAnyMoreASiteIsALine() {
    for (int stack = 1; stack < CallSites.CAPACITY; stack++) {
      sites.intern((long) stack << 40, 0, List.of(frameAt(stack)), 0);
    }
    IntSupplier close = () -> Shop.here(reader::read);

    int one = close.getAsInt();
    int other = close.getAsInt();

    assertEquals(one, other);
    assertTrue(sites.get(one).line.startsWith("com.acme.shop.Shop.here("), sites.get(one).line);
    assertEquals(1, sites.get(one).frames.size());
  }

  private static StackTraceElement frameAt(int line) {
    return new StackTraceElement("com.acme.Other", "call", "Other.java", line);
  }

  @Test
  void callersThatDifferAreTwoSites() {
    int one = Shop.here(reader::read);
    int other = Shop.here(reader::read);

    assertNotEquals(one, other);
  }

  @Test
  void noMoreFramesThanTheDepthAreKept() {
    CallSite site = sites.get(Shop.throughPool(1, reader::read));

    assertEquals(3, site.frames.size(), site.frames.toString());
  }

  @Test
  void theApplicationsFirstFrameAndTheMethodThatItCalledAreKeptBeyondTheDepth() {
    CallSite site = sites.get(Shop.throughPool(20, reader::read));

    assertEquals(5, site.frames.size(), site.frames.toString());
    assertTrue(site.line.startsWith("com.acme.shop.Shop.throughPool("), site.line);
    assertEquals("com.acme.pool.Pool.recycle", site.via);
  }

  @Test
  void anApplicationThatIsTooFarAwayLeavesTheLibrarysLine() {
    CallSite site = sites.get(Shop.throughPool(100, reader::read));

    assertEquals(3, site.frames.size(), site.frames.toString());
    assertTrue(site.line.startsWith("com.acme.pool.Pool.release("), site.line);
  }

  @Test
  void aStackOfTheJdkAloneIsASiteOfItsOwn() throws Exception {
    int number = CompletableFuture.supplyAsync(reader::read).get(10, TimeUnit.SECONDS);

    assertNotEquals(CallSites.UNKNOWN, number);
    CallSite site = sites.get(number);
    assertTrue(site.line.startsWith("java.util.concurrent.CompletableFuture"), site.line);
  }
}
