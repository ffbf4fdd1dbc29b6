package io.firstfin.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    "io.netty.channel.AbstractChannel, 2",
  })
  void framesAreOfThePlatformALibraryOrTheApplication(String className, int kind) {
    FrameKinds kinds = new FrameKinds(List.of());

    assertEquals(kind, kinds.kindOf(className));
    assertEquals(kind, kinds.kindOf(className), "the second answer comes from the cache");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.acme.shop.$Proxy2",
        "jdk.proxy2.$Proxy12",
        "com.sun.proxy.$Proxy3",
        "com.acme.Shop$$Lambda/0x00007f12",
        "com.acme.Shop$$Lambda$14/1234",
        "com.acme.Shop/0x0000000800c03000",
        "com.acme.Shop$$EnhancerBySpringCGLIB$$1a2b",
        "com.acme.Shop$$FastClassBySpringCGLIB$$1a2b",
        "com.acme.Shop$$SpringCGLIB$$0",
        "com.acme.Shop$ByteBuddy$x1",
        "com.acme.Shop$HibernateProxy$x1",
        "com.acme.Shop$Proxy$_$$_WeldSubclass",
        "com.acme.Shop_ClientProxy",
        "com.acme.Shop_Subclass",
        "com.acme.$Shop$Definition$Intercepted",
        "java.lang.invoke.LambdaForm$MH/0x00007f12",
        "jdk.internal.reflect.GeneratedMethodAccessor7",
        "java.lang.reflect.Method"
      })
  void aFrameThatNoPersonWroteIsNoLine(String className) {
    assertEquals(FrameKinds.OMITTED, new FrameKinds(List.of()).kindOf(className));
    assertEquals(FrameKinds.OMITTED, new FrameKinds(List.of("com.acme.")).kindOf(className));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.acme.Shop$1",
        "com.acme.Shop$$anonfun$call$1",
        "com.acme.Main$$anon$2",
        "com.acme.ShopKt$call$$inlined$map$1",
        "com.acme.Shop$_call_closure1",
        "com.acme.ProxyShop",
        "com.acme.$ProxyShop",
        "com.acme.Subclass"
      })
  void whatAPersonWroteIsALineInAnyLanguage(String className) {
    assertEquals(FrameKinds.APPLICATION, new FrameKinds(List.of()).kindOf(className));
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
