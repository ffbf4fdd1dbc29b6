package io.firstfin.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void codeAndSettingsAreNames() {
    assertEquals(
        Set.of("setMaxIdle", "http.maxConnections", "OkHttpClient", "close", "IDLE_TIMEOUT"),
        Names.in(
            "raise setMaxIdle or -Dhttp.maxConnections of OkHttpClient, close() at IDLE_TIMEOUT"));
  }

  @Test
  void ordinaryWordsAreNoNames() {
    assertEquals(
        Set.of(),
        Names.in(
            "The JVM closes first: ss -Htan. See https://a.example/b.md#c in try-with-resources"));
  }

  @Test
  void aQualifiedNameIsOne() {
    assertEquals(Set.of("HttpUtil.isKeepAlive"), Names.in("when HttpUtil.isKeepAlive(request)."));
  }

  @Test
  void numbersAreThoseOfNoVersion() {
    assertEquals(
        Set.of("1,200", "30"),
        Names.numbersIn("(30 since JDK 20, 1,200 before Jedis 7.2), HTTP/1.0"));
  }

  @Test
  void codeInATextIsBetweenBackticks() {
    assertEquals(List.of("a b", "c"), Names.quoted("see `a b` and `c`."));
  }
}
