package io.firstfin.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameKindsTest {
  @ParameterizedTest
  @CsvSource({
    "java.net.Socket, 1",
    "io.firstfin.record.Recorder, 1",
    "io.firstfin.demo.Shop, 3",
    "redis.clients.jedis.Jedis, 2",
    "jdk.internal.net.http.PlainHttpConnection, 2",
    "sun.net.www.http.HttpClient, 2",
    "com.acme.CacheClient, 3",
    "Main, 3",
  })
  void framesAreOfThePlatformALibraryOrTheApplication(String className, int kind) {
    FrameKinds kinds = new FrameKinds(List.of());

    assertEquals(kind, kinds.kindOf(className));
    assertEquals(kind, kinds.kindOf(className), "the second answer comes from the cache");
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.shop.Cart, 3",
    "com.acme.platform.Pool, 2",
    "redis.clients.jedis.Jedis, 2",
    "java.net.Socket, 1",
    "io.firstfin.record.Recorder, 1",
  })
  void withPackagesGivenOnlyTheyAreTheApplications(String className, int kind) {
    assertEquals(kind, new FrameKinds(List.of("com.acme.shop.")).kindOf(className));
  }

  @Test
  void aLibraryCanBeTheApplication() {
    FrameKinds kinds = new FrameKinds(List.of("redis.clients."));

    assertEquals(FrameKinds.APPLICATION, kinds.kindOf("redis.clients.jedis.Jedis"));
  }

  @Test
  void classesThatShareASlotOfTheCacheDoNotShareAKind() {
    FrameKinds kinds = new FrameKinds(List.of());
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 10_000; i++) {
        assertEquals(FrameKinds.APPLICATION, kinds.kindOf("com.acme.Shop" + i));
        assertEquals(FrameKinds.PLATFORM, kinds.kindOf("java.net.Socket" + i));
      }
    }
  }
}
