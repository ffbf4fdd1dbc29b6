package io.firstfin.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallSitesTest {
  private static final StackTraceElement JEDIS =
      new StackTraceElement("redis.clients.jedis.Jedis", "close", "Jedis.java", 300);
  private static final StackTraceElement CLIENT =
      new StackTraceElement("com.acme.CacheClient", "get", "CacheClient.java", 42);
  private static final StackTraceElement MAIN =
      new StackTraceElement("com.acme.Main", "main", "Main.java", 7);

  private final FrameKinds kinds = new FrameKinds(List.of());
  private final CallSites sites = new CallSites(kinds);

  @Test
  void theIdComesFromTheFramesAlone() {
    CallSite site = CallSite.of(List.of(JEDIS, CLIENT, MAIN), kinds);

    assertEquals("a236a7d1", site.id);
    assertEquals(site.id, CallSite.of(List.of(JEDIS, CLIENT, MAIN), kinds).id);
    assertNotEquals(site.id, CallSite.of(List.of(JEDIS, MAIN, CLIENT), kinds).id);
    assertNotEquals(site.id, CallSite.of(List.of(JEDIS, CLIENT), kinds).id);
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.Shop$$Lambda/0x00007f12, com.acme.Shop$$Lambda/0x0000abcd",
    "com.acme.Shop$$Lambda$14/1234, com.acme.Shop$$Lambda$21/99",
    "com.acme.Shop/0x0000000800c03000, com.acme.Shop/0x0000000800d07000",
    "com.acme.Shop$$EnhancerBySpringCGLIB$$1a2b, com.acme.Shop$$EnhancerBySpringCGLIB$$9f",
    "com.acme.Shop$$SpringCGLIB$$0, com.acme.Shop$$SpringCGLIB$$1",
    "com.acme.Shop$ByteBuddy$x1, com.acme.Shop$ByteBuddy$y2",
    "com.acme.Shop$HibernateProxy$x1, com.acme.Shop$HibernateProxy$y2",
    "com.acme.$Proxy12, com.acme.$Proxy7",
    "jdk.proxy2.$Proxy12, com.sun.proxy.$Proxy7"
  })
  void aGeneratedNameDoesNotChangeTheId(String name, String nameOfAnotherRun) {
    assertEquals(idWithin(name), idWithin(nameOfAnotherRun));
  }

  @Test
  void theJdksOwnFramesDoNotChangeTheId() {
    StackTraceElement before = new StackTraceElement("java.util.HashMap", "get", "HashMap.java", 1);
    StackTraceElement after = new StackTraceElement("java.util.HashMap", "get", "HashMap.java", 2);

    assertEquals(
        CallSite.of(List.of(JEDIS, before, CLIENT), kinds).id,
        CallSite.of(List.of(JEDIS, after, CLIENT), kinds).id);
  }

  @Test
  void theLinesOfTheJdksHttpClientDoNotChangeTheIdButItsMethodsDo() {
    String client = "sun.net.www.protocol.http.HttpURLConnection";
    StackTraceElement before = new StackTraceElement(client, "disconnect", "H.java", 2986);
    StackTraceElement after = new StackTraceElement(client, "disconnect", "H.java", 3052);
    StackTraceElement other = new StackTraceElement(client, "getInputStream", "H.java", 2986);
    String id = CallSite.of(List.of(before, CLIENT), kinds).id;

    assertEquals(id, CallSite.of(List.of(after, CLIENT), kinds).id);
    assertNotEquals(id, CallSite.of(List.of(other, CLIENT), kinds).id);
  }

  @Test
  void withNothingButTheJdksFramesTheyMakeTheId() {
    StackTraceElement one = new StackTraceElement("java.util.TimerThread", "run", "Timer.java", 5);
    StackTraceElement other = new StackTraceElement("java.lang.Thread", "run", "Thread.java", 7);

    assertNotEquals(CallSite.of(List.of(one), kinds).id, CallSite.of(List.of(other), kinds).id);
  }

  private String idWithin(String className) {
    StackTraceElement generated = new StackTraceElement(className, "run", null, -1);
    return CallSite.of(List.of(JEDIS, generated, CLIENT), kinds).id;
  }

  @Test
  void theLineIsTheApplicationsAndViaTheLibrarysOutermostMethod() {
    StackTraceElement pool =
        new StackTraceElement("redis.clients.jedis.JedisPool", "returned", "JedisPool.java", 9);
    CallSite site = CallSite.of(List.of(JEDIS, pool, CLIENT, MAIN), kinds);

    assertEquals("com.acme.CacheClient.get(CacheClient.java:42)", site.line);
    assertEquals("redis.clients.jedis.JedisPool.returned", site.via);
    assertEquals(4, site.frames.size());
    assertEquals("redis.clients.jedis.Jedis.close(Jedis.java:300)", site.frames.get(0));
  }

  @Test
  void aProxyIsNeitherTheLineNorWhatTheLineCalled() {
    StackTraceElement handler =
        new StackTraceElement("feign.ReflectiveFeign$Handler", "invoke", "F.java", 104);
    StackTraceElement proxy = new StackTraceElement("com.acme.$Proxy2", "get", null, -1);
    CallSite site = CallSite.of(List.of(JEDIS, handler, proxy, CLIENT, MAIN), kinds);

    assertEquals("com.acme.CacheClient.get(CacheClient.java:42)", site.line);
    assertEquals("feign.ReflectiveFeign$Handler.invoke", site.via);
    assertEquals(CallSite.of(List.of(JEDIS, handler, CLIENT, MAIN), kinds).id, site.id);
  }

  @Test
  void anApplicationThatClosesItselfHasNoVia() {
    CallSite site = CallSite.of(List.of(CLIENT, MAIN), kinds);

    assertEquals("com.acme.CacheClient.get(CacheClient.java:42)", site.line);
    assertEquals("", site.via);
  }

  @Test
  void withoutAFrameOfTheApplicationTheFirstFrameIsTheLine() {
    CallSite site = CallSite.of(List.of(JEDIS), kinds);

    assertEquals("redis.clients.jedis.Jedis.close(Jedis.java:300)", site.line);
    assertEquals("", site.via);
  }

  @Test
  void withoutAnyFrameTheLineIsEmpty() {
    assertEquals("", CallSite.of(List.of(), kinds).line);
  }

  @Test
  void framesSayWhatTheJvmKnowsOfTheirSource() {
    List<StackTraceElement> elements =
        List.of(
            new StackTraceElement("com.acme.A", "a", null, -1),
            new StackTraceElement("com.acme.B", "b", "B.java", -1),
            new StackTraceElement("com.acme.C", "c", "C.java", -2));

    assertEquals(
        List.of(
            "com.acme.A.a(Unknown Source)", "com.acme.B.b(B.java)", "com.acme.C.c(Native Method)"),
        CallSite.of(elements, kinds).frames);
  }

  @Test
  void theFramesOfASiteCannotBeChanged() {
    CallSite site = CallSite.of(List.of(CLIENT), kinds);

    assertThrows(UnsupportedOperationException.class, () -> site.frames.clear());
  }

  @Test
  void aSiteKeepsItsNumber() {
    int number = sites.intern(77L << 40, 77L << 40, List.of(CLIENT), 0);

    assertEquals(number, sites.intern(77L << 40, 77L << 40, List.of(CLIENT), 0));
    assertEquals(number, sites.find(77L << 40));
    assertEquals("com.acme.CacheClient.get(CacheClient.java:42)", sites.get(number).line);
    assertNotEquals(CallSites.UNKNOWN, number);
  }

  @Test
  void aFingerprintOfZeroIsOneLikeAnother() {
    int number = sites.intern(0, 0, List.of(CLIENT), 0);

    assertEquals(number, sites.find(0));
    assertEquals("com.acme.CacheClient.get(CacheClient.java:42)", sites.get(number).line);
  }

  @Test
  void whatWasNeverInternedIsUnknown() {
    assertEquals(CallSites.UNKNOWN, sites.find(78L << 40));
    assertEquals("", sites.get(CallSites.UNKNOWN).line);
    assertEquals("00000000", sites.get(CallSites.UNKNOWN).id);
    assertFalse(sites.isFullFor(78L << 40));
  }

  @Test
  void oneTextIsOneSiteWhateverItsFingerprint() {
    int number = sites.intern(1, 1, List.of(JEDIS, CLIENT), 0);

    assertEquals(number, sites.intern(1L << 40, 1L << 40, List.of(JEDIS, CLIENT), 0));
    assertEquals(number, sites.find(1L << 40));
    assertNotEquals(number, sites.intern(2L << 40, 2L << 40, List.of(JEDIS, MAIN), 0));
  }

  @Test
  void aSiteThatLeaksHasOneNumber() {
    int opener = sites.intern(77L << 40, 77L << 40, List.of(CLIENT), 0);

    int leak = sites.leakedBy(opener);

    assertNotEquals(opener, leak);
    assertEquals(leak, sites.leakedBy(opener));
    assertEquals(sites.get(opener).line, sites.get(leak).line);
    assertEquals(CallSites.UNKNOWN, sites.leakedBy(CallSites.UNKNOWN));
  }

  @Test
  void fingerprintsWithoutEndOfOneTextAnswerItsNumberWhileThereIsRoom() {
    int number = sites.intern(1L << 40, 1L << 40, List.of(CLIENT), 0);
    for (long i = 2; i <= 2 * CallSites.CAPACITY; i++) {
      long fingerprint = i * 0x9e3779b97f4a7c15L;
      int known = sites.find(fingerprint);
      assertTrue(known == number || known == CallSites.UNKNOWN);
      assertEquals(number, sites.intern(fingerprint, i << 50, List.of(CLIENT), 0));
    }
    assertTrue(sites.isFullFor(3));
    assertEquals(number, sites.find(1L << 40));
  }

  @Test
  void aTableWithoutRoomAnswersUnknownAndForgetsNothing() {
    int[] numbers = new int[12_000];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          sites.intern(i * 0x9e3779b97f4a7c15L, i * 0x9e3779b97f4a7c15L, List.of(line(i)), 0);
      assertTrue(numbers[i] >= 0 && numbers[i] < CallSites.CAPACITY);
    }
    Set<Integer> known = new HashSet<>();
    int unknown = 0;
    for (int i = 0; i < numbers.length; i++) {
      assertEquals(numbers[i], sites.find(i * 0x9e3779b97f4a7c15L));
      if (numbers[i] == CallSites.UNKNOWN) {
        unknown++;
      } else {
        assertTrue(known.add(numbers[i]));
      }
    }
    assertEquals(numbers.length - known.size(), unknown);
    assertTrue(unknown > 0);
  }

  @Test
  void stacksWithoutEndLeaveRoomForTheirLines() {
    int line = 0;
    for (int i = 1; i <= 20_000; i++) {
      long stack = i * 0x9e3779b97f4a7c15L;
      int number = sites.intern(stack, 7L << 40, List.of(JEDIS, CLIENT, line(i)), 0);
      assertEquals(number, sites.find(stack, 7L << 40));
      line = number;
    }

    assertEquals("com.acme.CacheClient.get(CacheClient.java:42)", sites.get(line).line);
    assertEquals("redis.clients.jedis.Jedis.close", sites.get(line).via);
    assertEquals(2, sites.get(line).frames.size());
  }

  @Test
  void everyLineHasItsPlaceBesideStacksWithoutEnd() {
    SplittableRandom fingerprints = new SplittableRandom(1);
    for (int i = 1; i <= 20_000; i++) {
      sites.intern(fingerprints.nextLong(), 7, List.of(CLIENT, line(i)), 0);
    }

    Set<Integer> lines = new HashSet<>();
    for (int i = 1; i <= 1_000; i++) {
      lines.add(sites.intern(-1, fingerprints.nextLong(), List.of(line(i)), 0));
    }
    assertEquals(1_000, lines.size());
    assertFalse(lines.contains(CallSites.UNKNOWN));
  }

  private static StackTraceElement line(int number) {
    return new StackTraceElement("com.acme.Client", "get", "Client.java", number);
  }

  @Test
  void manyThreadsInternOneSiteOnce() throws Exception {
    int threads = 8;
    int fingerprints = 500;
    Set<String> pairs = ConcurrentHashMap.newKeySet();
    CyclicBarrier together = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    for (int thread = 0; thread < threads; thread++) {
      pool.submit(
          () -> {
            for (int i = 1; i <= fingerprints; i++) {
              together.await();
              pairs.add(
                  i + " " + sites.intern((long) i << 13, (long) i << 13, List.of(line(i)), 0));
            }
            return null;
          });
    }
    pool.shutdown();
    assertTrue(pool.awaitTermination(60, TimeUnit.SECONDS));
    assertEquals(fingerprints, pairs.size());
  }

  @Test
  void whereNoLineOfTheApplicationClosesTheLineThatOpenedIsNamed() {
    StackTraceElement loop =
        new StackTraceElement("io.netty.channel.Channel", "close", "Channel.java", 7);
    int closing = sites.intern(1L << 40, 2L << 40, List.of(loop), sites.thread());
    int opener = sites.intern(3L << 40, 3L << 40, List.of(JEDIS, CLIENT), 0);
    int number = sites.closedFor(opener, closing);
    CallSite site = sites.get(number);

    assertEquals("com.acme.CacheClient.get(CacheClient.java:42)", site.line);
    assertEquals("redis.clients.jedis.Jedis.close", site.via);
    assertEquals(List.of("io.netty.channel.Channel.close(Channel.java:7)"), site.frames);
    assertEquals(sites.get(opener).frames, site.openerFrames);
    assertTrue(site.closedBy.startsWith("the event loop of Netty"), site.closedBy);
    assertNotEquals(sites.get(closing).id, site.id);
    assertEquals(number, sites.closedFor(opener, closing));
  }

  @Test
  void theClosingSiteStaysWhereTheOpenerSaysNoMore() {
    StackTraceElement loop =
        new StackTraceElement("io.netty.channel.Channel", "close", "Channel.java", 7);
    int closing = sites.intern(1L << 40, 1L << 40, List.of(loop), 0);
    int ofLibrary = sites.intern(2L << 40, 2L << 40, List.of(JEDIS), 0);
    int ofApplication = sites.intern(3L << 40, 3L << 40, List.of(CLIENT), 0);

    assertEquals(closing, sites.closedFor(CallSites.UNKNOWN, closing));
    assertEquals(closing, sites.closedFor(ofLibrary, closing));
    assertEquals(ofApplication, sites.closedFor(closing, ofApplication));
    assertEquals(CallSites.UNKNOWN, sites.closedFor(ofApplication, CallSites.UNKNOWN));
  }

  @Test
  void threadsTellStacksApartThatLibrariesShare() {
    StackTraceElement loop =
        new StackTraceElement("io.netty.channel.Channel", "close", "Channel.java", 7);
    CallSite one = CallSite.of(List.of(loop), kinds, "lettuce-#");
    CallSite other = CallSite.of(List.of(loop), kinds, "redisson-netty-#");

    assertNotEquals(one.id, other.id);
    assertNotEquals(one.fingerprint(), other.fingerprint());
    assertEquals("lettuce-#", one.thread);
    assertEquals("", CallSite.of(List.of(loop, CLIENT), kinds, "main").thread);
  }
}
