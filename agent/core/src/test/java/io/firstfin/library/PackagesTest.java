package io.firstfin.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackagesTest {
  private static final Packages PACKAGES = Libraries.builtIn().packages();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.net.Socket",
        "java.net.HttpURLConnection",
        "javax.net.ssl.SSLSocket",
        "javax.naming.InitialContext",
        "sun.nio.ch.SocketChannelImpl",
        "com.sun.crypto.provider.SunJCE"
      })
  void theJdkIsNoLibrary(String className) {
    assertEquals(Owner.PLATFORM, PACKAGES.ownerOf(className));
    assertTrue(PACKAGES.isJdk(className));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdk.internal.net.http.HttpClientImpl",
        "sun.net.www.http.HttpClient",
        "com.sun.net.httpserver.HttpServer",
        "com.sun.jndi.ldap.Connection",
        "sun.rmi.transport.tcp.TCPChannel"
      })
  void someOfTheJdkIsUsedLikeALibrary(String className) {
    assertEquals(Owner.JDK, PACKAGES.ownerOf(className));
    assertTrue(PACKAGES.isJdk(className));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis.clients.jedis.Jedis",
        "org.apache.hc.client5.http.impl.classic.CloseableHttpClient",
        "org.apache.http.impl.client.CloseableHttpClient",
        "okhttp3.OkHttpClient",
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
    assertEquals(Owner.LIBRARY, PACKAGES.ownerOf(className));
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
    assertNull(PACKAGES.ownerOf(className));
  }

  @Test
  void everyPrefixIsFoundByItsOwnSearch() {
    for (Library library : Libraries.builtIn().all()) {
      for (String prefix : library.packages) {
        assertEquals(library, PACKAGES.of(prefix + "Any"), prefix);
      }
    }
  }

  @Test
  void noTwoLibrariesInTheJarHaveTheSamePrefix() {
    Set<String> once = new HashSet<>();
    Set<String> twice = new TreeSet<>();
    for (Library library : Libraries.builtIn().all()) {
      library.packages.stream().filter(prefix -> !once.add(prefix)).forEach(twice::add);
    }
    assertEquals(Set.of(), twice);
  }

  @Test
  void theLongestPrefixDecidesAlsoBesideItsNeighbours() {
    Packages packages =
        new Packages(
            LibraryParser.parse(
                "name = a\npackage = a.\nname = aa\npackage = a.a.\nname = aaa\npackage = a.a.a.\n"
                    + "name = ac\npackage = a.c.\nname = b\npackage = b.\n",
                new ArrayList<>()));

    List<String> names = new ArrayList<>();
    for (String name : List.of("a.X", "a.a.X", "a.a.a.X", "a.a.b.X", "a.b.X", "a.c.X", "a.d.X")) {
      names.add(packages.of(name).name);
    }
    assertEquals(List.of("a", "aa", "aaa", "aa", "a", "ac", "a"), names);
    assertNull(packages.of("c.X"));
    assertNull(packages.of("A.X"));
  }
}
