package io.firstfin.record;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LibraryPackagesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.net.Socket",
        "javax.net.ssl.SSLSocket",
        "javax.naming.InitialContext",
        "jdk.internal.net.http.HttpClientImpl",
        "sun.nio.ch.SocketChannelImpl",
        "com.sun.net.httpserver.HttpServer",
        "com.sun.jndi.ldap.Connection"
      })
  void theJdkIsNoLibrary(String className) {
    assertTrue(LibraryPackages.isJdk(className));
    assertFalse(LibraryPackages.isLibrary(className));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis.clients.jedis.Jedis",
        "org.apache.hc.client5.http.impl.classic.CloseableHttpClient",
        "org.apache.http.impl.client.CloseableHttpClient",
        "okhttp3.OkHttpClient",
        "io.netty.channel.nio.NioEventLoop",
        "org.springframework.web.client.RestTemplate",
        "com.zaxxer.hikari.pool.HikariPool",
        "software.amazon.awssdk.core.SdkClient",
        "javax.servlet.http.HttpServlet",
        "com.sun.mail.smtp.SMTPTransport",
        "com.sun.proxy.$Proxy12",
        "jdk.proxy2.$Proxy12",
        "zipkin2.reporter.Sender",
        "akka.actor.ActorCell"
      })
  void aLibraryIsNotTheJdk(String className) {
    assertTrue(LibraryPackages.isLibrary(className));
    assertFalse(LibraryPackages.isJdk(className));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.acme.CacheClient",
        "Main",
        "",
        "javabeans.Shop",
        "javaxis.Shop",
        "sunrise.Shop",
        "org.apachecon.Shop",
        "org.apache",
        "io.nettyland.Shop",
        "zz.Last",
        "AA.First",
        "controllers.Application"
      })
  void anythingElseIsTheApplication(String className) {
    assertFalse(LibraryPackages.isJdk(className));
    assertFalse(LibraryPackages.isLibrary(className));
  }

  @Test
  void noPrefixBeginsAnother() {
    String[] prefixes = LibraryPackages.libraries();
    for (int i = 1; i < prefixes.length; i++) {
      assertFalse(
          prefixes[i].startsWith(prefixes[i - 1]), prefixes[i - 1] + " begins " + prefixes[i]);
    }
  }

  @Test
  void everyPrefixIsFoundByItsOwnSearch() {
    for (String prefix : LibraryPackages.libraries()) {
      assertTrue(LibraryPackages.isLibrary(prefix + "Any"), prefix);
    }
  }
}
